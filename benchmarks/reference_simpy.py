"""The Qingyuan procedure of 2025 written by hand in SimPy, to compare awardsim's engine with.

This is what a competent person writes from SimPy's documentation: a generator for every applicant,
``simpy.Resource`` for the people, ``with resource.request()`` for each service, events for lists.
It follows the same stages and the same numbers as awardsim under the same scenario, and does
nothing else: no columns of a cohort, no log, no rules as values, no figures, no driving path, no
checks of invariants.  One draw stands for all conditions of eligibility.

Two things make it faster than a first attempt would be, and are meant to: it is given awardsim's
compiled calendar, so that counting working days is an index, and it stops at the commendation,
while awardsim runs every case to its end.  Chance comes from one ``random.Random``, as in SimPy's
own examples; it takes 7 % of the time, of which vectors drawn beforehand could save about half.
"""

from __future__ import annotations

import random
from collections.abc import Generator
from typing import Any

import simpy

from benchmarks.reference_parts import (
    INDIVIDUAL,
    ORGANISATION,
    STAGES,
    Applicant,
    County,
    Gathering,
    Setting,
)

Process = Generator[simpy.Event, Any, Any]

CIVIL_DAY, WORK_DAY = 1440, 480  # minutes
NOTICE_DAYS = 5
MEAN_SERVICE = 15.0  # years in which a person can have got an entry on record


class Edition:
    """One run of the award."""

    def __init__(self, setting: Setting, rng: random.Random) -> None:
        self.setting = setting
        self.calendar = setting.calendar
        self.rng = rng
        self.values = values = setting.draw(rng)
        self.env = env = simpy.Environment()
        self.spread = values["chance.spread"]
        self.upheld = values["chance.upheld"]
        self.office = simpy.Resource(env, int(values["people.office"]))
        self.site_teams = simpy.Resource(env, int(values["people.site_teams"]))
        self.reviewers = [simpy.Resource(env) for _ in range(int(values["people.reviewers"]))]
        self.leniency = [rng.gauss(0.0, values["chance.leniency"]) for _ in self.reviewers]
        self.counties = [
            County(env, int(values["people.county_bureau"])) for _ in range(setting.counties)
        ]
        self.checking = Gathering(env)
        self.reviewing = Gathering(env)
        self.visiting = Gathering(env)
        self.accepted = env.event()
        self.shortlisted = env.event()
        self.awarded: list[Applicant] = []
        self.closes = self._closing_date()
        self.minutes = {
            "county_review": values["durations.county_review"] * 60.0,
            "eligibility": values["durations.eligibility"] * 60.0,
            "material_review": values["durations.material_review"] * 60.0,
        }
        self.visit_minutes = (
            values["durations.site_visit.organisations"] * 60.0,
            values["durations.site_visit.individuals"] * 60.0,
        )
        self.each = int(values["fill.stages.material_review.reviewers"])
        self.rounds = int(values["fill.stages.eligibility.supplement.rounds"])
        self.within = round(values["fill.stages.eligibility.supplement.within"] * WORK_DAY)
        self.applicants = self._applicants()

    def run(self) -> int | None:
        """The minute of the commendation; None if it never comes."""
        env = self.env
        for one in self.applicants:
            env.process(self.applicant(one))
        for county in self.counties:
            env.process(self.county(county))
        finish: int | None = env.run(until=env.process(self.city()))
        return finish

    # -- who applies -------------------------------------------------------------------------

    def _closing_date(self) -> int:
        """So many working days before the deadline for receipt."""
        calendar = self.calendar
        last = calendar.roll(calendar.date(self.setting.deadline), "backward")
        days = int(self.values["fill.stages.apply.closes"])
        return calendar.minute(calendar.add_workdays(last, -days), calendar.hours[1])

    def _applicants(self) -> list[Applicant]:
        """All applicants, in the order of a lot that decides who comes first at a minute."""
        values, rng, calendar = self.values, self.rng, self.calendar
        uniform, gauss = rng.random, rng.gauss
        mean, sd = values["cohort.merit_mean"], values["cohort.merit_sd"]
        opening = self.setting.opening
        in_time = calendar.subtract_work(self.closes, 1)
        span = calendar.latest_posting(in_time, NOTICE_DAYS, "wd") - opening
        crowding, careless = 1.0 / values["cohort.crowding"], values["cohort.careless"]
        free = 1.0 - values["cohort.earlier_winner"] * min(values["fill.window.cycle"] / 4.0, 1.0)
        old = 1.0 - values["cohort.too_young"]
        clean, safe = 1.0 - values["cohort.breach"], 1.0 - values["cohort.accident"]
        qualified = (old * free * (clean * safe) ** 3, old * free * clean**MEAN_SERVICE)
        branch, complete = values["cohort.branch"], values["cohort.complete"]
        withdrawal = values["chance.withdrawal"]
        found: list[Applicant] = []
        for track, name in ((ORGANISATION, "organisations"), (INDIVIDUAL, "individuals")):
            for _ in range(int(values[f"applicants.{name}"])):
                share = uniform() ** crowding
                if uniform() < careless:
                    share = 1.0 + 0.25 * uniform()
                one = Applicant(
                    track,
                    rng.choice(self.counties),
                    min(max(gauss(mean, sd), 150.0), 850.0),
                    opening + int(share * span),
                )
                one.branch = track == ORGANISATION and uniform() < branch
                one.complete = uniform() < complete
                one.qualified = uniform() < qualified[track]
                if uniform() < withdrawal:
                    one.withdraws = int(uniform() * STAGES)
                found.append(one)
        rng.shuffle(found)
        return found

    # -- what happens to one applicant -------------------------------------------------------

    def applicant(self, one: Applicant) -> Process:
        """From the internal notice to the last mark."""
        env, calendar, values, uniform = self.env, self.calendar, self.values, self.rng.random
        yield env.timeout(one.start)
        posted = calendar.posting_time(env.now)
        notice = calendar.period_end(posted, NOTICE_DAYS, "wd") - env.now
        if one.branch:  # its own notice and the parent unit's, at the same time
            yield env.timeout(notice) & env.timeout(notice)
        else:
            yield env.timeout(notice)
        yield env.timeout(calendar.open_after(env.now) - env.now)  # handed in
        if env.now > self.closes:
            one.out = "late"
            return
        if one.withdraws == 0:
            one.out = "withdrawn"
            return

        county = one.county
        county.screening.open += 1
        yield from self.serve(county.staff, self.single(self.minutes["county_review"]))
        if not one.qualified and uniform() < values["fill.stages.county_review.rule.detects"]:
            one.out = "unqualified"
        elif one.withdraws == 1:
            one.out = "withdrawn"
        county.screening.done(one)
        if one.out:
            return

        yield county.received
        if one.out:
            return
        yield from self.eligibility(one)
        if one.out:
            return

        yield self.accepted
        minutes = self.minutes["material_review"]
        chosen = self.rng.sample(range(len(self.reviewers)), self.each)
        reviews = [env.process(self.review(one, r, self.single(minutes))) for r in chosen]
        yield env.all_of(reviews)
        one.mark = sum(review.value for review in reviews) / self.each
        self.leave_if_gone(one, 3)
        self.reviewing.done(one)
        if one.out:
            return

        yield self.shortlisted
        if one.out:
            return
        yield from self.serve(self.site_teams, self.single(self.visit_minutes[one.track]))
        one.site_mark = one.merit + self.rng.gauss(-10.0, 40.0)
        one.site_mark += self.rng.gauss(0.0, values["chance.site_noise"])
        self.leave_if_gone(one, 4)
        self.visiting.done(one)

    def eligibility(self, one: Applicant) -> Process:
        """The office checks a file, and asks for what is missing."""
        env, calendar, values = self.env, self.calendar, self.values
        minutes = self.single(self.minutes["eligibility"])
        yield from self.serve(self.office, minutes)
        if one.qualified or self.rng.random() >= values["fill.stages.eligibility.rule.detects"]:
            for _ in range(self.rounds):
                if one.complete:
                    break
                back = calendar.add_work(calendar.open_after(env.now), self.within)
                yield env.timeout(back - env.now)
                one.complete = self.rng.random() < values["chance.supplied"]
                yield from self.serve(self.office, minutes)
            if not one.complete:
                one.out = "incomplete"
        else:
            one.out = "unqualified"
        self.leave_if_gone(one, 2)
        self.checking.done(one)

    def review(self, one: Applicant, reviewer: int, minutes: int) -> Process:
        """One reviewer's mark."""
        yield from self.serve(self.reviewers[reviewer], minutes)
        noise = self.rng.gauss(0.0, self.values["chance.noise"])
        return one.merit + self.leniency[reviewer] + noise

    def serve(self, resource: simpy.Resource, minutes: int) -> Process:
        """Wait for somebody, who then works so many minutes of business hours."""
        env, calendar = self.env, self.calendar
        with resource.request() as request:
            yield request
            start = calendar.open_after(env.now)
            yield env.timeout(calendar.add_work(start, minutes) - env.now)

    def single(self, minutes: float) -> int:
        """The time of a single case, some way above or below the usual one."""
        return round(minutes * (1.0 + self.spread * self.rng.triangular(-1.0, 1.0)))

    def leave_if_gone(self, one: Applicant, stage: int) -> None:
        """Disqualified, or withdraws."""
        if one.out:
            return
        if one.disqualified:
            one.out = "objection upheld"
        elif one.withdraws == stage:
            one.out = "withdrawn"

    # -- lists -------------------------------------------------------------------------------

    def county(self, county: County) -> Process:
        """Consultation, notice, recommendation and delivery of one county's list."""
        env, values = self.env, self.values
        yield env.timeout(self.closes)
        yield county.screening.close()
        members = county.screening.passed
        if not members:
            return
        yield self.working(self.single(values["durations.county_consult"] * WORK_DAY))
        ends = self.notice(members, values["chance.objection.county_notice"])
        yield env.timeout(ends - env.now)
        members = self.free_of_objection(members)
        if not members:
            return
        yield self.working(self.single(values["durations.recommend"] * WORK_DAY))
        members = self.recommended(members)
        yield env.timeout(round(values["durations.receipt"]) * CIVIL_DAY)
        if env.now > self.setting.deadline:
            for one in members:
                one.out = "late"
        else:
            self.checking.open += len(members)
        county.received.succeed()

    def recommended(self, members: list[Applicant]) -> list[Applicant]:
        """The best in the county's opinion, as far as its quota goes."""
        values, gauss = self.values, self.rng.gauss
        noise = values["chance.opinion_noise"]
        kept: list[Applicant] = []
        for track, name in ((ORGANISATION, "organisations"), (INDIVIDUAL, "individuals")):
            own = [one for one in members if one.track == track and not one.out]
            quota = int(values[f"fill.stages.recommend.rule.at_most.{name}"])
            if len(own) > quota:
                own.sort(key=lambda one: one.merit + gauss(0.0, noise), reverse=True)
                for one in own[quota:]:
                    one.out = "over quota"
            kept += own[:quota]
        return kept

    def city(self) -> Process:
        """What happens to the whole list in the city; gives the minute of the commendation."""
        env, calendar, setting, values = self.env, self.calendar, self.setting, self.values
        yield env.timeout(setting.deadline)
        yield self.checking.close()
        if not self.checking.passed:
            return None

        yield self.working(round(values["durations.city_consult"] * WORK_DAY))
        members = self.checking.passed
        ends = self.notice(members, values["chance.objection.acceptance_notice"])
        yield env.timeout(ends - env.now)
        self.reviewing.open = len(members)
        self.accepted.succeed()

        yield self.reviewing.close()
        listed = self.shortlist(self.reviewing.passed)
        if not listed:
            return None
        self.visiting.open = len(listed)
        self.shortlisted.succeed()

        yield self.visiting.close()
        yield self.working(round(values["durations.composite"] * WORK_DAY))
        meeting = next((start for start in setting.meetings if start >= env.now), None)
        if meeting is None or not self.visiting.passed:
            return None
        over = calendar.add_work(calendar.open_after(meeting), setting.meeting_minutes)
        yield env.timeout(over - env.now)
        winners = self.chosen(self.visiting.passed)

        ends = self.notice(winners, values["chance.objection.final_notice"])
        yield env.timeout(ends - env.now)
        winners = self.free_of_objection(winners)
        if not winners:
            return None
        yield env.timeout(self.approved() - env.now)
        self.awarded = winners
        return env.now

    def working(self, minutes: int) -> simpy.Event:
        """So many minutes of business hours pass."""
        start = self.calendar.open_after(self.env.now)
        return self.env.timeout(self.calendar.add_work(start, minutes) - self.env.now)

    def shortlist(self, members: list[Applicant]) -> list[Applicant]:
        """The best marks of each track, up to the number of visits."""
        kept: list[Applicant] = []
        for track, name in ((ORGANISATION, "organisations"), (INDIVIDUAL, "individuals")):
            number = int(self.values[f"fill.stages.site_list.rule.at_most.{name}"])
            own = [one for one in members if one.track == track]
            own.sort(key=lambda one: one.mark, reverse=True)
            for one in own[number:]:
                one.out = "not shortlisted"
            kept += own[:number]
        return kept

    def chosen(self, members: list[Applicant]) -> list[Applicant]:
        """The best final marks of each track, up to its quota."""
        file = self.values["fill.stages.composite.rule.weights.material_review"]
        site = self.values["fill.stages.composite.rule.weights.site_visit"]
        kept: list[Applicant] = []
        for track, quota in enumerate(self.setting.quotas):
            own = [one for one in members if one.track == track and not one.disqualified]
            own.sort(key=lambda one: file * one.mark + site * one.site_mark, reverse=True)
            kept += own[:quota]
        return kept

    def approved(self) -> int:
        """When the government has approved: hurried towards the deadline, as far as that goes."""
        calendar = self.calendar
        least, usual = self.setting.inputs["durations.approval"][:2]
        start = calendar.open_after(self.env.now)
        minutes = round(self.values["durations.approval"] * WORK_DAY)
        finish = calendar.add_work(start, minutes)
        deadline = self.setting.finish_by
        if deadline < finish:
            room = calendar.work_between(start, max(deadline, start))
            shortest = max(least * WORK_DAY, minutes * least / usual)
            floor = calendar.add_work(start, min(round(shortest), minutes))
            finish = max(floor, min(finish, calendar.add_work(start, room)))
        return finish

    # -- notices and objections --------------------------------------------------------------

    def notice(self, members: list[Applicant], rate: float) -> int:
        """A list is posted, and names on it are objected to; when the notice ends."""
        calendar, uniform = self.calendar, self.rng.random
        posted = calendar.posting_time(self.env.now)
        ends = calendar.period_end(posted, NOTICE_DAYS, "wd")
        for one in members:
            if uniform() < rate:
                self.env.process(self.objection(one, posted, ends))
        return ends

    def objection(self, one: Applicant, posted: int, ends: int) -> Process:
        """Forwarded, checked and decided."""
        env, calendar, values = self.env, self.calendar, self.values
        raised = posted + int(self.rng.random() * (ends - posted))
        days = min(values["chance.objection_forward"], 3.0)
        days += min(values["chance.objection_reply"], 3.0)
        days += values["chance.objection_decide"]
        decided = calendar.add_work(calendar.open_after(raised), round(days * WORK_DAY))
        one.objection_until = decided
        yield env.timeout(decided - env.now)
        if self.rng.random() < self.upheld:
            one.disqualified = True

    def free_of_objection(self, members: list[Applicant]) -> list[Applicant]:
        """Who has no objection pending at the end of a notice; the list goes on without others."""
        kept: list[Applicant] = []
        for one in members:
            if one.objection_until > self.env.now:
                one.out = "objection pending"
            elif one.disqualified:
                one.out = "objection upheld"
            else:
                kept.append(one)
        return kept


def simulate(setting: Setting, rng: random.Random, count: int) -> list[int | None]:
    """Minutes of the commendation in so many replications."""
    return [Edition(setting, rng).run() for _ in range(count)]

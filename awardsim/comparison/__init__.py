"""What is written in several texts, side by side: values only, no figures of a run."""

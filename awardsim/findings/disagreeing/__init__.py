"""What does not agree (AWS5xx): places, sentences, numbers and documents."""

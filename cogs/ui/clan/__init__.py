"""What the clan looks like: its cards, buttons and sentences, one file a thing that people ask for."""

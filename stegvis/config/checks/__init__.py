"""What `stegvis doctor` looks at, one subject a file; each check is a finding with a name and a sentence."""

"""Making and measuring models: export encoders, fit heads, evaluate. Never on the check path."""

"""The pages on which somebody shows Discord's side of an account to be theirs."""

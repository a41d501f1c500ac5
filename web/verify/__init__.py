"""The page that checks a proof in the reader's own browser, and what it is given to check with."""

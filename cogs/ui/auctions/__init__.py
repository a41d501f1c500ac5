"""Auctions as people see them."""

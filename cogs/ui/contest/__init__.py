"""What people see of contests."""

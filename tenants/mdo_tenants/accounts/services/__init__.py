"""Everything that changes accounts. Services raise the errors of mdo_foundation.common.errors."""

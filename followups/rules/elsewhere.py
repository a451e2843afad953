"""Why a customer of ours bought another car elsewhere: the deciding factor, without confrontation
(seed 003, line 44). No word of blame, and nothing that ends our care for them."""

REASONS = (
    "figures",
    "no_car",
    "other_make",
    "closer",
    "somebody_there",
    "service",
    "treatment",
    "untold",
)
"""In the order in which they are offered; "untold" is an answer too."""

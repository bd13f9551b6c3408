"""The threat classes in the order of `ThreatClass::ALL` in screening-core: the index is the class's number."""

CLASSES = (
    "pistol", "revolver", "long_gun", "improvised_or_printed",
    "barrel", "frame_or_receiver", "slide", "cylinder", "bolt_or_breech_block", "suppressor",
    "magazine",
    "cartridge", "cartridge_case", "bullet", "ammunition_group",
)  # fmt: skip
GROUPS = {"firearm": range(0, 4), "part": range(4, 10), "magazine": range(10, 11), "ammunition": range(11, 15)}

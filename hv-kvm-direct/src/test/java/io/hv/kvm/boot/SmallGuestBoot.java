package io.hv.kvm.boot;

import io.hv.guests.SmallGuest;
import java.util.List;

/** Loads a small guest by the loader of its format. */
public final class SmallGuestBoot {

    private SmallGuestBoot() {}

    /** Places the guest; a Multiboot or PVH one gets its name as command line, and no modules. */
    public static BootPlan load(GuestLayout layout, SmallGuest guest) {
        BootFile file = BootFile.of(guest.name(), guest.bytes());
        return switch (guest.format()) {
            case FLAT -> FlatLoader.load(layout, file, mode(guest.mode()), guest.loadAddress(), guest.entry());
            case ELF -> ElfLoader.load(layout, file);
            case PVH -> LinuxLoader.load(layout, file, null, guest.name());
            case MULTIBOOT -> MultibootLoader.load(layout, file, guest.name(), List.of());
        };
    }

    private static EntryMode mode(SmallGuest.Mode mode) {
        return switch (mode) {
            case REAL -> EntryMode.REAL;
            case PROTECTED -> EntryMode.PROTECTED;
            case LONG -> EntryMode.LONG;
        };
    }
}

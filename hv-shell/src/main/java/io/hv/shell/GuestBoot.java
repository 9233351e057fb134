package io.hv.shell;

import io.hv.BinaryBoot;
import io.hv.Boot;
import io.hv.Content;
import io.hv.ElfBoot;
import io.hv.LinuxBoot;
import io.hv.MultibootBoot;
import io.hv.guests.SmallGuest;

/** How a small guest boots. */
public final class GuestBoot {

    private GuestBoot() {}

    /** The boot that its format and mode ask for. */
    public static Boot of(SmallGuest guest) {
        Content bytes = Content.bytes(guest.bytes());
        return switch (guest.format()) {
            case ELF -> ElfBoot.of(bytes);
            case MULTIBOOT -> MultibootBoot.kernel(bytes).commandLine("hv");
            case PVH -> LinuxBoot.kernel(bytes).append("hv");
            case FLAT ->
                BinaryBoot.of(bytes, BinaryBoot.Mode.valueOf(guest.mode().name()), guest.loadAddress())
                        .entry(guest.entry());
        };
    }
}

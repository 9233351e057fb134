package io.hv.kvm.backend;

import io.hv.BinaryBoot;
import io.hv.Boot;
import io.hv.Content;
import io.hv.ElfBoot;
import io.hv.LinuxBoot;
import io.hv.MultibootBoot;
import io.hv.guests.SmallGuest;

/** Small guests in the API's terms. */
public final class Guests {

    private Guests() {}

    public static Boot boot(SmallGuest guest) {
        Content bytes = Content.bytes(guest.bytes());
        return switch (guest.format()) {
            case FLAT ->
                BinaryBoot.of(bytes, mode(guest.mode()), guest.loadAddress()).entry(guest.entry());
            case ELF -> ElfBoot.of(bytes);
            case PVH ->
                LinuxBoot.kernel(bytes)
                        .initrd(Content.bytes(new byte[] {1, 2, 3}))
                        .append("first second");
            case MULTIBOOT ->
                MultibootBoot.kernel(bytes)
                        .commandLine("first second")
                        .module(Content.bytes(new byte[] {1, 2, 3}), "module one")
                        .module(Content.bytes(new byte[5000]), "module two");
        };
    }

    private static BinaryBoot.Mode mode(SmallGuest.Mode mode) {
        return switch (mode) {
            case REAL -> BinaryBoot.Mode.REAL;
            case PROTECTED -> BinaryBoot.Mode.PROTECTED;
            case LONG -> BinaryBoot.Mode.LONG;
        };
    }
}

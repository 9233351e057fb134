package io.hv.kvm.boot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hv.guests.SmallGuest;
import io.hv.guests.SmallGuests;
import io.hv.kvm.boot.acpi.AcpiMachine;
import io.hv.kvm.boot.acpi.AcpiTables;
import io.hv.kvm.memory.GuestMemory;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SmallGuestBootTest {

    /** What guests use beyond their image: a page for other vCPUs, one for what they share, and 128 KiB at 1 MiB. */
    private static final Placement SMP = new Placement("smp", 0x8000, 0x2000);

    static List<SmallGuest> guests() {
        return SmallGuests.all();
    }

    @ParameterizedTest
    @MethodSource("guests")
    void everyGuestFitsIntoTwoMebibytesBesideTheTables(SmallGuest guest) {
        GuestMemory memory = GuestMemory.onHeap(2 << 20);
        GuestLayout layout = new GuestLayout(memory);
        AcpiTables.place(layout, AcpiMachine.of(AcpiTables.MAX_VCPUS));
        BootPlan plan = SmallGuestBoot.load(layout, guest);
        assertEquals(guest.mode().name(), plan.entry().mode().name());
        if (guest.format() == SmallGuest.Format.FLAT) {
            assertEquals(
                    guest.loadAddress(), plan.entry().cs().base() + plan.entry().rip());
            assertEquals((byte) 0xeb, memory.getByte(guest.entry()));
        }
        if (List.of("smp", "many").contains(guest.name())) {
            assertTrue(plan.placements().stream().noneMatch(p -> p.overlaps(SMP.address(), SMP.length())));
        }
        Placement scratch = new Placement("scratch", 0x100000, 0x20000);
        assertTrue(plan.placements().stream()
                .allMatch(p -> p.name().startsWith(guest.name()) || !p.overlaps(scratch.address(), scratch.length())));
    }
}

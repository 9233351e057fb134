package io.hv.kvm.machine;

import io.hv.kvm.board.MicroBoard;
import io.hv.kvm.boot.acpi.AcpiTables;
import io.hv.kvm.bus.Bytes;
import io.hv.kvm.device.acpi.GenerationId;
import io.hv.kvm.memory.GuestMemory;
import java.security.SecureRandom;
import java.util.Optional;

/** A machine's generation id; none where RAM ends below the BIOS area, since nothing would tell the guest where it is. */
final class Generation {

    private final Optional<GenerationId> device;

    Generation(MicroBoard board, GuestMemory memory) {
        device = memory.contains(AcpiTables.GENERATION_ID, AcpiTables.GENERATION_ID_SIZE)
                ? Optional.of(board.generation(memory, AcpiTables.GENERATION_ID, another()))
                : Optional.empty();
    }

    /** The machine goes on from a state that it or another one was in before. */
    void renew() {
        device.ifPresent(each -> each.renew(another()));
    }

    private static Bytes another() {
        byte[] id = new byte[GenerationId.SIZE];
        Source.RANDOM.nextBytes(id);
        return Bytes.of(id);
    }

    /** Opened when the first machine is made, and once. */
    private static final class Source {

        private static final SecureRandom RANDOM = new SecureRandom();
    }
}

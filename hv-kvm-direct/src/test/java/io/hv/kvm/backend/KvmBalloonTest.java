package io.hv.kvm.backend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.hv.ByteSize;
import io.hv.Domain;
import io.hv.Host;
import io.hv.InvalidStateException;
import io.hv.NotFoundException;
import io.hv.OperationTimeoutException;
import io.hv.TransientDomain;
import io.hv.guests.SmallGuests;
import io.hv.kvm.Balloon;
import io.hv.kvm.DeviceStatistics;
import io.hv.kvm.KvmDomain;
import io.hv.kvm.KvmOptions;
import io.hv.kvm.contract.OwnRoot;
import io.hv.testkit.requires.RequiresKvm;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The balloon of a guest that has no driver for it: what is wanted is kept, and nothing is answered. */
@RequiresKvm
@Timeout(600)
class KvmBalloonTest {

    private static final Duration SHORT = Duration.ofMillis(50);
    private static final ByteSize NOTHING = ByteSize.bytes(0);

    @TempDir
    private Path folder;

    private static Balloon balloon(Domain domain) {
        return domain.as(KvmDomain.class).balloon();
    }

    @Test
    void whatIsWantedIsKept() {
        Path file = folder.resolve("saved.hv");
        try (Host host = Host.open(OwnRoot.URI)) {
            Balloon first;
            try (TransientDomain domain = host.create(Saves.spec(SmallGuests.echo())
                    .with(KvmOptions.defaults().balloon(true))
                    .build())) {
                first = balloon(domain);
                assertEquals(
                        List.of("balloon"),
                        domain.as(KvmDomain.class).devices().stream()
                                .map(DeviceStatistics::kind)
                                .toList());
                assertEquals(NOTHING, first.target());
                first.target(ByteSize.mib(4));
                assertEquals(ByteSize.mib(4), first.target());
                assertEquals(NOTHING, first.actual());
                assertThrows(OperationTimeoutException.class, () -> first.statistics(SHORT));
                for (ByteSize wrong : List.of(ByteSize.bytes(1), ByteSize.kib(6), ByteSize.mib(8), ByteSize.gib(1))) {
                    assertThrows(IllegalArgumentException.class, () -> first.target(wrong));
                }
                domain.suspend();
                first.target(ByteSize.mib(3));
                assertThrows(OperationTimeoutException.class, () -> first.statistics(SHORT));
                domain.resume();
                domain.reset();
                assertEquals(ByteSize.mib(3), first.target());
                Saves.save(domain, file);
            }
            assertEquals(ByteSize.mib(3), first.target());
            assertThrows(InvalidStateException.class, () -> first.target(NOTHING));
            assertThrows(InvalidStateException.class, () -> first.statistics(SHORT));
            Domain restored = Saves.restore(host, file);
            assertEquals(ByteSize.mib(3), balloon(restored).target());
            restored.destroy();
        }
    }

    @Test
    void thereIsNoneUnlessItIsAskedFor() {
        try (Host host = Host.open(OwnRoot.URI);
                TransientDomain domain =
                        host.create(Saves.spec(SmallGuests.echo()).build())) {
            assertThrows(NotFoundException.class, () -> balloon(domain));
        }
    }
}

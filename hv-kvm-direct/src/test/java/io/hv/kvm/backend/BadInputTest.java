package io.hv.kvm.backend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hv.BinaryBoot;
import io.hv.ByteSize;
import io.hv.ClosedException;
import io.hv.Content;
import io.hv.Domain;
import io.hv.DomainSpec;
import io.hv.DomainState;
import io.hv.Host;
import io.hv.HostPath;
import io.hv.HypervisorException;
import io.hv.InterruptedOperationException;
import io.hv.InvalidSpecException;
import io.hv.InvalidStateException;
import io.hv.LinuxBoot;
import io.hv.SpecFault;
import io.hv.StateReason;
import io.hv.backend.ConsoleBuffer;
import io.hv.backend.DefinitionStore;
import io.hv.backend.Hold;
import io.hv.backend.MachineEnd;
import io.hv.backend.MachineListener;
import io.hv.guests.SmallGuests;
import io.hv.kvm.contract.OwnRoot;
import io.hv.testkit.requires.RequiresKvm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Whatever a user gets wrong has its own exception, which says what, why and what to do; and nothing is left. */
@RequiresKvm
@Timeout(300)
class BadInputTest {

    @TempDir
    private Path folder;

    /** What it defines is not seen by the next test. */
    private final String uri = OwnRoot.uri();

    private Host host = Host.open(uri);
    private Set<String> filesBefore = Set.of();

    @BeforeEach
    void look() throws IOException {
        filesBefore = machineFiles();
    }

    @AfterEach
    void nothingIsLeft() throws IOException {
        host.domains().stream().filter(domain -> domain.state().isActive()).forEach(Domain::destroy);
        host.close();
        Set<String> after = machineFiles();
        after.removeAll(filesBefore);
        assertEquals(Set.of(), after);
        assertEquals(
                List.of(),
                Thread.getAllStackTraces().keySet().stream()
                        .map(Thread::getName)
                        .filter(name -> name.contains("/vcpu") || name.endsWith("/loop"))
                        .toList());
    }

    /** Open files that belong to machines. */
    private static Set<String> machineFiles() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("/proc/self/fd"))) {
            return files.map(BadInputTest::target)
                    .filter(target -> target.contains("kvm-v") || target.contains("memfd:"))
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }

    private static String target(Path link) {
        try {
            return Files.readSymbolicLink(link).toString();
        } catch (IOException e) {
            // The file that listed the folder is closed again.
            return "";
        }
    }

    private static DomainSpec.Builder hello(String name) {
        return DomainSpec.named(name).memory(ByteSize.mib(16)).boot(Guests.boot(SmallGuests.helloLong()));
    }

    private void refused(DomainSpec spec, String... words) {
        InvalidSpecException e =
                assertThrows(InvalidSpecException.class, () -> host.create(spec).close());
        for (String word : words) {
            assertTrue(String.valueOf(e.getMessage()).contains(word), e.getMessage());
        }
        assertFalse(e.remedy().isBlank());
        for (SpecFault fault : e.faults()) {
            assertFalse(fault.remedy().isBlank(), fault.toString());
        }
        assertTrue(host.domains().isEmpty());
    }

    @Test
    void noKernelFile() {
        refused(
                hello("a")
                        .boot(LinuxBoot.kernel(HostPath.of(folder.resolve("vmlinuz"))))
                        .build(),
                "boot.kernel",
                "vmlinuz",
                "there is no such file");
    }

    @Test
    void nothingToBoot() {
        refused(DomainSpec.named("a").build(), "boot", "nothing");
    }

    @Test
    void aTruncatedKernel() throws IOException {
        Path file = Files.write(folder.resolve("vmlinuz"), new byte[700]);
        refused(hello("a").boot(LinuxBoot.kernel(HostPath.of(file))).build(), "vmlinuz");
    }

    @Test
    void aKernelThatIsTooBig() {
        Content big = Content.bytes(new byte[32 << 20]);
        refused(
                hello("a")
                        .boot(BinaryBoot.of(big, BinaryBoot.Mode.LONG, 0x100000))
                        .build(),
                "RAM");
    }

    @Test
    void memoryThatIsTooSmall() {
        refused(hello("a").memory(ByteSize.kib(64)).build(), "RAM");
    }

    @Test
    void moreMemoryThanAddresses() {
        refused(hello("a").memory(ByteSize.gib(1L << 23)).build(), "memory", "physical address bits");
    }

    @Test
    void tooManyVcpus() {
        refused(hello("a").vcpus(100_000).build(), "vcpus", "at most");
    }

    @Test
    void everyFaultAtOnce() {
        InvalidSpecException e = assertThrows(
                InvalidSpecException.class,
                () -> host.define(hello("a")
                        .vcpus(100_000)
                        .memory(ByteSize.gib(1L << 23))
                        .boot(LinuxBoot.kernel(HostPath.of("/does/not/exist")))
                        .build()));
        assertEquals(
                Set.of("vcpus", "memory", "boot.kernel"),
                e.faults().stream().map(SpecFault::path).collect(Collectors.toSet()));
    }

    @Test
    void aSecondStart() {
        Domain domain =
                host.define(hello("a").boot(Guests.boot(SmallGuests.echo())).build());
        domain.start();
        InvalidStateException e = assertThrows(InvalidStateException.class, domain::start);
        assertTrue(String.valueOf(e.getMessage()).contains("'a' is RUNNING"), e.getMessage());
        assertFalse(e.remedy().isBlank());
        assertEquals(DomainState.RUNNING, domain.state());
    }

    @Test
    void useAfterClose() {
        Domain domain = host.define(hello("a").build());
        host.close();
        for (HypervisorException e : List.of(
                assertThrows(ClosedException.class, domain::start),
                assertThrows(ClosedException.class, () -> host.domains()),
                assertThrows(ClosedException.class, () -> host.create(hello("b").build())))) {
            assertTrue(String.valueOf(e.getMessage()).contains("kvm:///"), e.getMessage());
            assertFalse(e.remedy().isBlank());
        }
        host = Host.open(uri);
    }

    @Test
    void aKernelThatIsGoneAtTheSecondStart() throws IOException {
        Path file = Files.write(folder.resolve("guest"), SmallGuests.echo().bytes());
        Domain domain = host.define(hello("a")
                .boot(BinaryBoot.of(
                        Content.file(HostPath.of(file)),
                        BinaryBoot.Mode.valueOf(SmallGuests.echo().mode().name()),
                        SmallGuests.echo().loadAddress()))
                .build());
        domain.start();
        domain.destroy();
        Files.delete(file);
        InvalidSpecException e = assertThrows(InvalidSpecException.class, domain::start);
        assertTrue(String.valueOf(e.getMessage()).contains("there is no such file"), e.getMessage());
        assertEquals(DomainState.SHUTOFF, domain.state());
    }

    @Test
    void anInterruptWhileTheKernelIsReadSaysNothingOfTheKernel() throws IOException {
        Path file = Files.write(folder.resolve("guest"), SmallGuests.echo().bytes());
        DomainSpec spec = hello("a")
                .boot(BinaryBoot.of(
                        Content.file(HostPath.of(file)),
                        BinaryBoot.Mode.valueOf(SmallGuests.echo().mode().name()),
                        SmallGuests.echo().loadAddress()))
                .build();
        // A start itself would notice the interrupt before it reads; one that comes later finds the file open.
        try (KvmMachineFactory factory = KvmMachineFactory.open(DefinitionStore.at(folder))) {
            Thread.currentThread().interrupt();
            InterruptedOperationException e = assertThrows(
                    InterruptedOperationException.class,
                    () -> factory.create(spec, UUID.randomUUID(), new ConsoleBuffer("a"), new MachineListener() {
                        @Override
                        public void ended(MachineEnd end) {
                            throw new IllegalStateException("it has not begun");
                        }

                        @Override
                        public void guestFault(String device, String rule) {
                            throw new IllegalStateException("it has not begun");
                        }

                        @Override
                        public Hold hold(StateReason reason) {
                            throw new IllegalStateException("it has not begun");
                        }
                    }));
            assertTrue(Thread.interrupted(), "the flag is set again");
            assertEquals("the start of 'a' was interrupted", e.getMessage());
        }
    }
}

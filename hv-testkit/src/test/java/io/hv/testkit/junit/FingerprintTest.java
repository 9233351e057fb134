package io.hv.testkit.junit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hv.BackendOptions;
import io.hv.BinaryBoot;
import io.hv.Boot;
import io.hv.ByteSize;
import io.hv.ClockPolicy;
import io.hv.Content;
import io.hv.CpuSpec;
import io.hv.DhcpHost;
import io.hv.DiskLimits;
import io.hv.DiskSource;
import io.hv.DiskSpec;
import io.hv.DomainSpec;
import io.hv.ElfBoot;
import io.hv.HostPath;
import io.hv.LinuxBoot;
import io.hv.MacAddress;
import io.hv.MultibootBoot;
import io.hv.NetworkAddress;
import io.hv.NetworkSpec;
import io.hv.NicModel;
import io.hv.NicSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two golden machines have the same key only if they are the same. */
class FingerprintTest {

    private static final Content ONE = Content.bytes(new byte[] {1});
    private static final Content TWO = Content.bytes(new byte[] {2});

    /** What a backend adds. */
    private record Options(Optional<String> fingerprint) implements BackendOptions {}

    @TempDir
    private Path folder;

    private static DomainSpec.Builder spec() {
        return DomainSpec.named("shop");
    }

    private static GoldenMachine golden(DomainSpec.Builder spec) {
        return GoldenMachine.of(spec.build());
    }

    private static Optional<String> key(GoldenMachine golden) {
        return Fingerprint.of(golden, List.of(), "mem", "1");
    }

    private static GoldenMachine booting(Boot boot) {
        return golden(spec().boot(boot));
    }

    private static GoldenMachine disk(DiskSpec disk) {
        return golden(spec().disk(disk));
    }

    private static Readiness check(String description) {
        return Readiness.of(description, (domain, timeout) -> {});
    }

    @Test
    void everyPartCounts() throws IOException {
        Path file = Files.write(folder.resolve("disk"), new byte[512]);
        Path other = Files.copy(file, folder.resolve("other"));
        DiskSpec disk = DiskSpec.of(DiskSource.file(HostPath.of(file)));
        GoldenMachine plain = golden(spec());
        Duration time = Duration.ofSeconds(1);
        List<GoldenMachine> all = List.of(
                plain,
                golden(spec().name("bar")),
                golden(spec().memory(ByteSize.mib(64))),
                golden(spec().vcpus(2)),
                golden(spec().uuid(UUID.fromString("11111111-2222-3333-4444-555555555555"))),
                golden(spec().clock(ClockPolicy.CATCH_UP)),
                golden(spec().cpu(CpuSpec.host())),
                golden(spec().cpu(CpuSpec.host().without("avx"))),
                golden(spec().cpu(CpuSpec.model("x86-64-v2"))),
                booting(LinuxBoot.kernel(ONE)),
                booting(LinuxBoot.kernel(TWO)),
                booting(LinuxBoot.kernel(ONE).initrd(TWO)),
                booting(LinuxBoot.kernel(ONE).append("quiet")),
                booting(ElfBoot.of(ONE)),
                booting(MultibootBoot.kernel(ONE)),
                booting(MultibootBoot.kernel(ONE).commandLine("quiet")),
                booting(MultibootBoot.kernel(ONE).module(TWO, "")),
                booting(MultibootBoot.kernel(ONE).module(TWO, "quiet")),
                booting(BinaryBoot.of(ONE, BinaryBoot.Mode.REAL, 4096)),
                booting(BinaryBoot.of(ONE, BinaryBoot.Mode.LONG, 4096)),
                booting(BinaryBoot.of(ONE, BinaryBoot.Mode.REAL, 8192)),
                booting(BinaryBoot.of(ONE, BinaryBoot.Mode.REAL, 4096).entry(4098)),
                disk(disk),
                disk(DiskSpec.of(DiskSource.file(HostPath.of(other)))),
                disk(disk.target("vdb")),
                disk(disk.readOnly()),
                disk(disk.serial("1")),
                disk(disk.discard(DiskSpec.Discard.UNMAP)),
                disk(disk.queues(2)),
                disk(disk.limits(DiskLimits.none().operationsPerSecond(7))),
                disk(disk.limits(DiskLimits.none().bytesPerSecond(ByteSize.kib(7)))),
                golden(spec().agent()),
                golden(spec().nic(NicSpec.userMode())),
                golden(spec().nic(NicSpec.on("lan"))),
                golden(spec().nic(NicSpec.on("wan"))),
                golden(spec().nic(NicSpec.on("lan").link(false))),
                golden(spec().nic(NicSpec.on("lan").mac(MacAddress.parse("52:54:00:00:00:01")))),
                golden(spec().nic(NicSpec.on("lan").model(NicModel.E1000))),
                golden(spec().with(new Options(Optional.of("a")))),
                golden(spec().with(new Options(Optional.of("b")))),
                plain.types("root"),
                plain.types("root").types(""),
                plain.types("ro").types("ot"),
                plain.expects("root", time),
                plain.ready(Readiness.console(Pattern.compile("root")), time),
                plain.ready(Readiness.console(Pattern.compile("root", Pattern.CASE_INSENSITIVE)), time),
                plain.ready(Readiness.marker(1), time),
                plain.ready(Readiness.marker(2), time),
                plain.ready(Readiness.agent(), time),
                plain.ready(check("a"), time),
                plain.ready(check("b"), time),
                plain.ready(check("a"), time).ready(check("b"), time),
                plain.ready(check("b"), time).ready(check("a"), time));
        Map<String, GoldenMachine> seen = new HashMap<>();
        for (GoldenMachine each : all) {
            GoldenMachine before = seen.put(key(each).orElseThrow(), each);
            assertEquals(null, before, () -> each + " has the key of another");
        }
        assertTrue(seen.keySet().stream().allMatch(key -> key.matches("[0-9a-f]{64}")));
    }

    @Test
    void theHostAndTheVersionCount() {
        GoldenMachine plain = golden(spec());
        assertEquals(
                3,
                List.of(
                                Fingerprint.of(plain, List.of(), "mem", "1"),
                                Fingerprint.of(plain, List.of(), "kvm", "1"),
                                Fingerprint.of(plain, List.of(), "mem", "2"))
                        .stream()
                        .distinct()
                        .count());
        assertTrue(Settings.version().matches("[0-9].*"), Settings.version());
    }

    private static NetworkSpec lan(NetworkAddress address) {
        return NetworkSpec.isolated("lan").address(address).build();
    }

    /** A guest has in its memory what its network told it. */
    @Test
    void itsNetworksCount() {
        GoldenMachine plain = golden(spec().nic(NicSpec.on("lan")));
        NetworkSpec lan = NetworkSpec.isolated("lan").build();
        NetworkAddress address = NetworkAddress.of("10.9.8.1/24");
        DhcpHost fixed = DhcpHost.of("10.9.8.5").name("web");
        List<List<NetworkSpec>> all = List.of(
                List.of(),
                List.of(lan),
                List.of(lan, NetworkSpec.isolated("wan").build()),
                List.of(NetworkSpec.nat("lan").address(address).build()),
                List.of(lan.edit(spec -> spec.mtu(1400))),
                List.of(lan.edit(spec -> spec.dnsDomain("test"))),
                List.of(NetworkSpec.bridge("lan", "br0").build()),
                List.of(lan(address)),
                List.of(lan(NetworkAddress.of("10.9.8.1/25"))),
                List.of(lan(address.range("10.9.8.2", "10.9.8.9"))),
                List.of(lan(address.range("10.9.8.2", "10.9.8.8"))),
                List.of(lan(address.host(fixed))),
                List.of(lan(address.host(fixed.mac("52:54:00:00:00:01")))));
        assertEquals(
                all.size(),
                all.stream()
                        .map(lans -> Fingerprint.of(plain, lans, "mem", "1").orElseThrow())
                        .distinct()
                        .count());
        assertEquals(
                Fingerprint.of(plain, List.of(lan), "mem", "1"),
                Fingerprint.of(plain, List.of(lan.edit(spec -> spec.uuid(UUID.randomUUID()))), "mem", "1"),
                "each test's has a UUID of its own");
    }

    /** How long somebody waits belongs to the test, and needs only say which hosts will do. */
    @Test
    void whatDoesNotCount() {
        GoldenMachine plain = golden(spec().with(new Options(Optional.of("a"))));
        Readiness ready = Readiness.console("login:");
        GoldenMachine one = plain.ready(ready, Duration.ofSeconds(1));
        assertEquals(key(one), key(plain.expects("login:", Duration.ofHours(1))));
        assertEquals(key(one), key(one.needs(io.hv.Feature.STOCK_GUESTS)));
        assertEquals(
                key(one),
                key(golden(spec().with(new Options(Optional.of("a"))))
                        .ready(Readiness.console("login:"), Duration.ZERO)),
                "made again, as another process would");
    }

    /** A test must not change an image, so it is the same whether the spec says so or not. */
    @Test
    void disksAreThrowaway() throws IOException {
        HostPath file = HostPath.of(Files.write(folder.resolve("disk"), new byte[512]));
        DiskSpec disk = DiskSpec.of(DiskSource.file(file));
        assertTrue(disk(disk).spec().disks().get(0).isThrowaway());
        assertEquals(key(disk(disk)), key(disk(disk.throwaway())));
        assertEquals(
                disk.readOnly().target("vda"),
                disk(disk.readOnly()).spec().disks().get(0));
    }

    @Test
    void aFileThatHasChangedCounts() throws IOException {
        Path file = Files.write(folder.resolve("kernel"), new byte[512]);
        GoldenMachine golden = booting(LinuxBoot.kernel(HostPath.of(file)));
        Optional<String> before = key(golden);
        Object unused = Files.setLastModifiedTime(file, FileTime.fromMillis(1));
        Optional<String> touched = key(golden);
        unused = Files.write(file, new byte[513]);
        unused = Files.setLastModifiedTime(file, FileTime.fromMillis(1));
        assertEquals(
                3, List.of(before, touched, key(golden)).stream().distinct().count());
    }

    /** What nobody can compare is not shared. */
    @Test
    void whatCannotBeSaidHasNoKey() {
        assertEquals(Optional.empty(), key(golden(spec().with(new Options(Optional.empty())))));
        assertEquals(Optional.empty(), key(booting(LinuxBoot.kernel(HostPath.of(folder.resolve("not there"))))));
        assertEquals(Optional.empty(), key(booting(new Boot() {
            @Override
            public io.hv.Feature feature() {
                return io.hv.Feature.BOOT_ELF;
            }

            @Override
            public Map<String, Content> contents() {
                return Map.of();
            }
        })));
    }
}

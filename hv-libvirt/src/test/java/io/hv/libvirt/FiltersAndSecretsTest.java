package io.hv.libvirt;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.hv.AlreadyExistsException;
import io.hv.ConnectionEvent;
import io.hv.HostUnavailableException;
import io.hv.HypervisorException;
import io.hv.InvalidSpecException;
import io.hv.InvalidStateException;
import io.hv.NotFoundException;
import io.hv.Subscription;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Network filters, secrets and the machine's devices, beside virsh. */
@Tag("libvirtd")
class FiltersAndSecretsTest {

    private static final Duration LONG = Duration.ofMinutes(2);
    private static final String ID = "größe/名前 'x' & <y>";
    private static final String ID_IN_XML = "größe/名前 'x' &amp; &lt;y>";

    private static @Nullable PrivateLibvirtd daemon;

    @TempDir
    Path folder;

    @BeforeAll
    static void start() throws IOException {
        assumeTrue(PrivateLibvirtd.missing() == null, () -> String.valueOf(PrivateLibvirtd.missing()));
        assumeTrue(TestHosts.hasVirsh(), "virsh is not on the PATH; install libvirt-clients");
        daemon = PrivateLibvirtd.start();
    }

    @AfterAll
    static void end() {
        if (daemon != null) {
            daemon.close();
        }
    }

    private static PrivateLibvirtd daemon() {
        if (daemon == null) {
            throw new IllegalStateException("not started");
        }
        return daemon;
    }

    private static LibvirtHost open() {
        return TestHosts.open(daemon().uri());
    }

    private static int leases(LibvirtHost host) {
        return ((HostHandle) host).shared().connection().leases();
    }

    private static String filter(String name, String uuid, String protocol) {
        return "<filter name='" + name + "' chain='root'>" + uuid
                + "<rule action='drop' direction='in' priority='500'><" + protocol + "/></rule></filter>";
    }

    private static String uuid(UUID uuid) {
        return "<uuid>" + uuid + "</uuid>";
    }

    private static String secret(String attributes, String uuid, String usage) {
        return "<secret " + attributes + ">" + uuid + "<description>for a test</description>" + usage + "</secret>";
    }

    private static String volume(String path) {
        return "<usage type='volume'><volume>" + path + "</volume></usage>";
    }

    @Test
    void filtersComeChangeAndGo() throws IOException {
        try (LibvirtHost host = open()) {
            assertEquals(List.of(), host.filters());
            LibvirtFilter made = host.defineFilter(filter("größe", "", "tcp"));
            String uuid = uuid(made.uuid());
            assertEquals("größe", made.name());
            assertEquals(
                    Virsh.says(host, "nwfilter-dumpxml", "größe"), made.xml().strip());
            LibvirtFilter second = host.defineFilter(filter("a", "", "udp"));
            assertEquals(List.of(second, made), host.filters());
            assertEquals(Optional.of(made), host.findFilter("größe"));
            assertEquals(Optional.of(made), host.findFilter(made.uuid()));
            assertEquals(Optional.empty(), host.findFilter("absent"));
            assertEquals(Optional.empty(), host.findFilter("größe\0"));
            assertEquals(Optional.empty(), host.findFilter(UUID.randomUUID()));

            assertEquals(made, host.defineFilter(filter("größe", uuid, "icmp")));
            assertTrue(made.xml().contains("<icmp/>"), made.xml());
            assertEquals(2, host.filters().size());

            refused(AlreadyExistsException.class, host, filter("größe", "", "tcp"));
            refused(AlreadyExistsException.class, host, filter("größe", uuid(UUID.randomUUID()), "tcp"));
            refused(AlreadyExistsException.class, host, filter("other", uuid, "tcp"));
            refused(InvalidSpecException.class, host, "<filter name='x'");
            refused(InvalidSpecException.class, host, "<network/>");
            refused(InvalidSpecException.class, host, "<filter/>");
            refused(InvalidSpecException.class, host, "<filter name='x'><rule/></filter>");
            refused(InvalidSpecException.class, host, "<filter name='x' chain='&lt;'/>");
            refused(InvalidSpecException.class, host, "<filter name='x'><uuid>x</uuid></filter>");
            refused(InvalidSpecException.class, host, "<filter name='x'><filterref filter='x'/></filter>");
            assertTrue(made.xml().contains("<icmp/>"), made.xml());

            LibvirtFilter user = host.defineFilter("<filter name='user'><filterref filter='größe'/></filter>");
            made.undefine();
            assertThrows(NotFoundException.class, made::undefine);
            assertThrows(NotFoundException.class, made::xml);
            assertTrue(user.xml().contains("größe"), user.xml());
            user.undefine();
            Path file = Files.writeString(folder.resolve("filter.xml"), filter("by-virsh", "", "all"));
            Virsh.says(host, "nwfilter-define", file.toString());
            host.findFilter("by-virsh").orElseThrow().undefine();
            second.undefine();
            assertEquals("", Virsh.says(host, "nwfilter-list"));
            assertEquals(0, leases(host));
        }
    }

    private static void refused(Class<? extends HypervisorException> type, LibvirtHost host, String xml) {
        HypervisorException refusal = assertThrows(type, () -> host.defineFilter(xml), xml);
        assertTrue(
                refusal.toString().contains("define of") || refusal.toString().contains("already"), refusal::toString);
        assertFalse(refusal.remedy().isBlank());
    }

    @Test
    void secretsComeChangeAndGo() throws IOException {
        try (LibvirtHost host = open()) {
            assertEquals(List.of(), host.secrets());
            LibvirtSecret made = host.defineSecret(secret("ephemeral='no' private='no'", "", volume(ID_IN_XML)));
            assertEquals(LibvirtSecretUsage.VOLUME, made.usage());
            assertEquals(ID, made.usageId());
            assertFalse(made.isEphemeral() || made.isPrivate());
            assertEquals(
                    Virsh.says(host, "secret-dumpxml", made.uuid().toString()),
                    made.xml().strip());
            String listed = Virsh.says(host, "secret-list");
            assertTrue(listed.contains(made.uuid().toString()) && listed.contains(ID), listed);
            assertEquals(List.of(made), host.secrets());
            assertEquals(Optional.of(made), host.findSecret(made.uuid()));
            assertEquals(Optional.of(made), host.findSecret(LibvirtSecretUsage.VOLUME, ID));
            assertEquals(Optional.empty(), host.findSecret(LibvirtSecretUsage.TLS, ID));
            assertEquals(Optional.empty(), host.findSecret(LibvirtSecretUsage.VOLUME, ID + "\0"));
            assertEquals(Optional.empty(), host.findSecret(LibvirtSecretUsage.OTHER, ID));
            assertEquals(Optional.empty(), host.findSecret(UUID.randomUUID()));

            LibvirtSecret plain = host.defineSecret(secret("ephemeral='yes'", "", ""));
            assertEquals(LibvirtSecretUsage.NONE, plain.usage());
            assertEquals("", plain.usageId());
            assertTrue(plain.isEphemeral());
            assertEquals(Optional.empty(), host.findSecret(LibvirtSecretUsage.NONE, ""));
            plain.undefine();

            made.undefine();
            assertThrows(NotFoundException.class, made::undefine);
            assertThrows(NotFoundException.class, made::xml);
            assertThrows(NotFoundException.class, made::value);
            assertThrows(NotFoundException.class, () -> made.value(new byte[] {1}));
            assertEquals("", Virsh.says(host, "secret-list"));
            assertEquals(0, leases(host));
        }
    }

    @Test
    void everyUsageIsFound() {
        try (LibvirtHost host = open()) {
            check(host, LibvirtSecretUsage.CEPH, "<usage type='ceph'><name>i</name></usage>");
            check(host, LibvirtSecretUsage.ISCSI, "<usage type='iscsi'><target>i</target></usage>");
            check(host, LibvirtSecretUsage.TLS, "<usage type='tls'><name>i</name></usage>");
            check(host, LibvirtSecretUsage.VTPM, "<usage type='vtpm'><name>i</name></usage>");
            check(host, LibvirtSecretUsage.VOLUME, volume("i"));
        }
    }

    private static void check(LibvirtHost host, LibvirtSecretUsage usage, String xml) {
        LibvirtSecret secret = host.defineSecret(secret("ephemeral='yes'", "", xml));
        try {
            assertEquals(usage, secret.usage());
            assertEquals(Optional.of(secret), host.findSecret(usage, "i"));
            assertThrows(AlreadyExistsException.class, () -> host.defineSecret(secret("ephemeral='yes'", "", xml)));
        } finally {
            secret.undefine();
        }
    }

    /** Any bytes, to the limit; what one client sets the other gets. */
    @Test
    void valuesAreBytes() throws IOException {
        try (LibvirtHost host = open()) {
            LibvirtSecret secret = host.defineSecret(secret("", "", volume("/v")));
            String uuid = secret.uuid().toString();
            assertEquals(Optional.empty(), secret.value());
            byte[] all = new byte[256];
            for (int i = 0; i < all.length; i++) {
                all[i] = (byte) i;
            }
            byte[] most = new byte[LibvirtSecret.MAX_VALUE];
            new Random(1).nextBytes(most);
            for (byte[] value : List.of(new byte[] {0}, all, most)) {
                byte[] given = value.clone();
                secret.value(given);
                assertArrayEquals(value, given);
                assertArrayEquals(value, secret.value().orElseThrow());
                assertEquals(Base64.getEncoder().encodeToString(value), Virsh.says(host, "secret-get-value", uuid));
            }
            Path file = Files.write(folder.resolve("value"), all);
            Virsh.says(host, "secret-set-value", uuid, "--plain", "--file", file.toString());
            assertArrayEquals(all, secret.value().orElseThrow());

            assertThrows(IllegalArgumentException.class, () -> secret.value(new byte[0]));
            assertThrows(IllegalArgumentException.class, () -> secret.value(new byte[LibvirtSecret.MAX_VALUE + 1]));
            assertArrayEquals(all, secret.value().orElseThrow());
            secret.undefine();
            assertEquals(0, leases(host));
        }
    }

    @Test
    void aSecondDefinitionChangesOnlyItsOwn() {
        try (LibvirtHost host = open()) {
            LibvirtSecret secret = host.defineSecret(secret("", "", volume("/a")));
            byte[] value = "correct horse".getBytes(StandardCharsets.US_ASCII);
            secret.value(value);
            String uuid = uuid(secret.uuid());
            String again = secret("", uuid, volume("/a")).replace("a test", "another");
            assertEquals(secret, host.defineSecret(again));
            assertTrue(secret.xml().contains("for another"), secret.xml());
            assertArrayEquals(value, secret.value().orElseThrow());

            refusedSecret(AlreadyExistsException.class, host, secret("", "", volume("/a")));
            refusedSecret(AlreadyExistsException.class, host, secret("", uuid(UUID.randomUUID()), volume("/a")));
            refusedSecret(AlreadyExistsException.class, host, secret("", uuid, volume("/b")));
            refusedSecret(InvalidSpecException.class, host, "<secret");
            refusedSecret(InvalidSpecException.class, host, "<filter/>");
            refusedSecret(InvalidSpecException.class, host, "<secret><uuid>x</uuid></secret>");
            refusedSecret(InvalidSpecException.class, host, secret("ephemeral='perhaps'", "", ""));
            refusedSecret(InvalidSpecException.class, host, secret("", "", "<usage type='nonesuch'/>"));
            refusedSecret(InvalidSpecException.class, host, secret("", "", "<usage type='volume'/>"));

            assertEquals(secret, host.defineSecret(secret("private='yes'", uuid, volume("/a"))));
            assertTrue(secret.isPrivate());
            InvalidStateException hidden = assertThrows(InvalidStateException.class, secret::value);
            assertFalse(hidden.toString().contains("horse"), hidden.toString());
            refusedSecret(InvalidStateException.class, host, secret("private='no'", uuid, volume("/a")));
            secret.value(value);
            secret.undefine();
            assertEquals(0, leases(host));
        }
    }

    private static void refusedSecret(Class<? extends HypervisorException> type, LibvirtHost host, String xml) {
        HypervisorException refusal = assertThrows(type, () -> host.defineSecret(xml), xml);
        assertTrue(
                refusal.toString().contains("define of") || refusal.toString().contains("already"), refusal::toString);
        assertFalse(refusal.remedy().isBlank());
    }

    @Test
    void eventsOfSecretsAlsoOfADaemonThatCameAgain() throws Exception {
        BlockingQueue<LibvirtSecretEvent> told = new LinkedBlockingQueue<>();
        BlockingQueue<ConnectionEvent> news = new LinkedBlockingQueue<>();
        byte[] value = "correct horse".getBytes(StandardCharsets.US_ASCII);
        try (LibvirtHost host = open();
                Subscription secrets = host.events().on(LibvirtSecretEvent.class, told::add);
                Subscription connection = host.events().on(ConnectionEvent.class, news::add)) {
            LibvirtSecret kept = host.defineSecret(secret("", "", volume(ID_IN_XML)));
            LibvirtSecretEvent defined = next(told);
            assertEquals(LibvirtSecretEvent.Type.DEFINED, defined.type());
            assertEquals(kept.uuid(), defined.uuid());
            assertEquals(LibvirtSecretUsage.VOLUME, defined.usage());
            assertEquals(ID, defined.usageId());
            kept.value(value);
            expect(told, kept, LibvirtSecretEvent.Type.VALUE_CHANGED);
            LibvirtSecret passing = host.defineSecret(secret("ephemeral='yes'", "", ""));
            expect(told, passing, LibvirtSecretEvent.Type.DEFINED);
            LibvirtFilter filter = host.defineFilter(filter("kept", "", "tcp"));

            daemon().kill();
            assertEquals(ConnectionEvent.Type.LOST, next(news).type());
            assertThrows(HostUnavailableException.class, kept::value);
            assertThrows(HostUnavailableException.class, host::nodeDevices);
            daemon().again();
            assertEquals(ConnectionEvent.Type.RESTORED, next(news).type());

            assertArrayEquals(value, kept.value().orElseThrow());
            assertThrows(NotFoundException.class, passing::value);
            assertEquals(List.of(filter), host.filters());
            filter.undefine();
            byte[] other = "battery staple".getBytes(StandardCharsets.US_ASCII);
            kept.value(other);
            LibvirtSecretEvent changed = expect(told, kept, LibvirtSecretEvent.Type.VALUE_CHANGED);
            Virsh.says(host, "secret-undefine", kept.uuid().toString());
            expect(told, kept, LibvirtSecretEvent.Type.UNDEFINED);
            String words = changed + " " + kept + assertThrows(NotFoundException.class, kept::value);
            assertFalse(words.contains("battery") || words.contains("horse"), words);
            assertEquals(0, leases(host));
            assertEquals(0, told.size());
        }
    }

    private static LibvirtSecretEvent expect(
            BlockingQueue<LibvirtSecretEvent> told, LibvirtSecret secret, LibvirtSecretEvent.Type type)
            throws InterruptedException {
        LibvirtSecretEvent event = next(told);
        assertEquals("secret " + secret.uuid() + " " + type, event.toString());
        return event;
    }

    private static <E> E next(BlockingQueue<E> told) throws InterruptedException {
        E event = told.poll(LONG.toSeconds(), TimeUnit.SECONDS);
        if (event == null) {
            throw new AssertionError("nothing was told within " + LONG);
        }
        return event;
    }

    @Test
    void theMachinesDevices() throws IOException {
        try (LibvirtHost host = open()) {
            List<LibvirtNodeDevice> devices;
            try {
                devices = host.nodeDevices();
            } catch (HypervisorException e) {
                assumeTrue(false, () -> "libvirt sees no devices of this machine: " + e.getMessage());
                throw e;
            }
            assumeTrue(!devices.isEmpty(), "libvirt sees no devices of this machine, as without udev");
            List<String> names = devices.stream().map(LibvirtNodeDevice::name).toList();
            assertEquals(
                    Virsh.says(host, "nodedev-list")
                            .lines()
                            .map(String::strip)
                            .sorted()
                            .toList(),
                    names);
            for (LibvirtNodeDevice device : devices) {
                assertEquals(Optional.of(device), host.findNodeDevice(device.name()));
                assertEquals(
                        Virsh.says(host, "nodedev-dumpxml", device.name()),
                        device.xml().strip());
                device.parent().ifPresent(parent -> assertTrue(names.contains(parent.name()), parent::toString));
                for (String capability : device.capabilities()) {
                    assertTrue(host.nodeDevices(capability).contains(device), device + ": " + capability);
                }
            }
            assertEquals(0, leases(host));
        }
    }

    /** All of it again and again, refusals too, on hosts that are closed: nothing is held in the end. */
    @Test
    void nothingIsLeft() throws IOException {
        for (int i = 0; i < 5; i++) {
            live();
        }
        List<String> before = files();
        for (int i = 0; i < 50; i++) {
            live();
        }
        // libvirt closes what a connection held on its loop, piece by piece, some time after the connection: that of
        // an earlier test may have been among the first, and that of the last may be still here.
        Instant end = Instant.now().plus(LONG);
        List<String> more = without(files(), before);
        while (!more.isEmpty() && Instant.now().isBefore(end)) {
            LibvirtRuntime.get().loop().drain();
            more = without(files(), before);
        }
        assertEquals(List.of(), more);
    }

    private static List<String> without(List<String> all, List<String> known) {
        List<String> rest = new ArrayList<>(all);
        known.forEach(rest::remove);
        return rest;
    }

    /** What each open file is, without numbers of its own. */
    private static List<String> files() throws IOException {
        List<String> all = new ArrayList<>();
        try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
            for (Path each : open.toList()) {
                try {
                    all.add(Files.readSymbolicLink(each).toString().replaceFirst("\\[[0-9]+]$", ""));
                } catch (NoSuchFileException gone) {
                    all.add("that of the list");
                }
            }
        }
        all.removeIf(name -> name.startsWith("/proc/") || name.endsWith(".jar"));
        return all.stream().sorted().toList();
    }

    private static void live() {
        try (LibvirtHost host = open();
                Subscription subscription = host.events().on(LibvirtSecretEvent.class, event -> {})) {
            LibvirtFilter filter = host.defineFilter(filter("f", "", "tcp"));
            LibvirtSecret secret = host.defineSecret(secret("ephemeral='yes'", "", volume("/v")));
            assertEquals(Optional.empty(), secret.value());
            secret.value(new byte[] {1, 2, 3});
            assertEquals(3, secret.value().orElseThrow().length);
            refused(AlreadyExistsException.class, host, filter("f", "", "tcp"));
            refused(InvalidSpecException.class, host, "<filter/>");
            refusedSecret(AlreadyExistsException.class, host, secret("", "", volume("/v")));
            refusedSecret(InvalidSpecException.class, host, "<secret");
            assertEquals(List.of(filter), host.filters());
            assertEquals(List.of(secret), host.secrets());
            assertTrue(host.findNodeDevice("absent").isEmpty());
            secret.undefine();
            filter.undefine();
            assertThrows(NotFoundException.class, secret::value);
            assertEquals(0, leases(host));
        }
    }
}

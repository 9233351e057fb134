package io.hv.kvm.backend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hv.HostPath;
import io.hv.IpAddress;
import io.hv.kvm.ConsoleDevice;
import io.hv.kvm.FolderShare;
import io.hv.kvm.HostCpus;
import io.hv.kvm.KvmOptions;
import io.hv.kvm.VcpuAffinity;
import io.hv.kvm.net.PortForward;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KvmOptionsTest {

    @Test
    void portsAreAddedInOrder() {
        KvmOptions options = KvmOptions.defaults().port("b").port("a.B-c_9");
        assertEquals(List.of("b", "a.B-c_9"), options.ports());
        assertEquals(List.of(), KvmOptions.defaults().ports());
        assertNotEquals(KvmOptions.defaults(), options);
        assertEquals(KvmOptions.defaults().port("b").port("a.B-c_9"), options);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "a/b", "a b", "a\n", "ä", "12345678901234567890123456789012345678901234567890123456789012345"
            })
    void namesAreChecked(String name) {
        assertThrows(IllegalArgumentException.class, () -> KvmOptions.defaults().port(name));
    }

    @Test
    void thereIsRoomForSoMany() {
        KvmOptions options = KvmOptions.defaults().port("p");
        KvmOptions one = options;
        assertThrows(IllegalArgumentException.class, () -> one.port("p"));
        for (int i = 1; i < KvmOptions.MOST_PORTS; i++) {
            options = options.port("p" + i);
        }
        KvmOptions full = options;
        assertThrows(IllegalArgumentException.class, () -> full.port("more"));
    }

    @Test
    void aSocketDeviceIsThereIfAskedFor() {
        assertEquals(OptionalLong.empty(), KvmOptions.defaults().vsock());
        KvmOptions options = KvmOptions.defaults().vsock(3);
        assertEquals(OptionalLong.of(3), options.port("p").vsock());
        assertNotEquals(options, KvmOptions.defaults().vsock(4));
        assertNotEquals(options.fingerprint(), KvmOptions.defaults().vsock(4).fingerprint());
    }

    @ParameterizedTest
    @ValueSource(longs = {-1, 0, 2, 0xffff_ffffL, 0x1_0000_0003L})
    void reservedContextIdsAreRefused(long cid) {
        assertThrows(IllegalArgumentException.class, () -> KvmOptions.defaults().vsock(cid));
    }

    @Test
    void foldersAreShared() {
        HostPath folder = HostPath.of("/srv/data");
        KvmOptions options = KvmOptions.defaults().share("data", folder, true).share("more", folder, false);
        assertEquals(
                List.of(new FolderShare("data", folder, true), new FolderShare("more", folder, false)),
                options.shares());
        assertNotEquals(options, KvmOptions.defaults().share("data", folder, true));
        assertEquals(Optional.empty(), options.fingerprint());
        assertTrue(options.toString().contains("/srv/data"), options.toString());
        assertThrows(IllegalArgumentException.class, () -> options.share("data", folder, false));
        for (String tag : List.of("", "a b", "a/b", "x".repeat(37), "\u00e4")) {
            assertThrows(IllegalArgumentException.class, () -> options.share(tag, folder, true), tag);
        }
    }

    @Test
    void portsAreForwarded() {
        KvmOptions options =
                KvmOptions.defaults().forward(PortForward.tcp(0, 22)).forward(PortForward.tcp(0, 22));
        assertEquals(List.of(PortForward.tcp(0, 22), PortForward.tcp(0, 22)), options.forwards());
        KvmOptions web = options.forward(PortForward.tcp(8080, 80));
        assertNotEquals(options, web);
        assertNotEquals(options.fingerprint(), web.fingerprint());
        IpAddress other = IpAddress.parse("::1");
        assertEquals(
                5,
                web.forward(PortForward.udp(8080, 53))
                        .forward(PortForward.tcp(8080, 80).at(other))
                        .forwards()
                        .size());
        for (PortForward clash : List.of(
                PortForward.tcp(8080, 80),
                PortForward.tcp(8080, 81),
                PortForward.tcp(8080, 81).at(other))) {
            assertThrows(IllegalArgumentException.class, () -> web.forward(clash), clash.toString());
        }
        assertEquals(List.of(), KvmOptions.defaults().forwards());
        assertEquals(KvmOptions.defaults(), web.withoutForwards());
    }

    @Test
    void vcpusHaveCpusAndANiceValue() {
        KvmOptions plain = KvmOptions.defaults();
        assertEquals(VcpuAffinity.none(), plain.affinity());
        assertEquals(OptionalInt.empty(), plain.nice());
        KvmOptions pinned = plain.affinity(VcpuAffinity.none().vcpu(1, HostCpus.parse("0-2")));
        KvmOptions nice = plain.nice(-20);
        assertEquals(
                Optional.of(HostCpus.range(0, 2)),
                pinned.entropy(true).affinity().of(1));
        assertEquals(OptionalInt.of(-20), nice.entropy(true).nice());
        for (KvmOptions other : List.of(pinned, nice)) {
            assertNotEquals(plain, other);
            assertNotEquals(plain.fingerprint(), other.fingerprint());
        }
        assertEquals(pinned, plain.affinity(VcpuAffinity.parse("1:0,1,2")));
        assertEquals(
                pinned.hashCode(), plain.affinity(VcpuAffinity.parse("1:0,1,2")).hashCode());
        assertTrue(nice.nice(19).toString().contains("nice=19"), nice.toString());
        for (int wrong : List.of(-21, 20)) {
            assertThrows(IllegalArgumentException.class, () -> plain.nice(wrong));
        }
    }

    @Test
    void theConsoleIsSerialUnlessSaidOtherwise() {
        assertEquals(ConsoleDevice.SERIAL, KvmOptions.defaults().console());
        assertEquals(
                ConsoleDevice.VIRTIO,
                KvmOptions.defaults()
                        .console(ConsoleDevice.VIRTIO)
                        .entropy(true)
                        .console());
    }
}

package io.hv.kvm.backend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.hv.DomainSpec;
import io.hv.HostPath;
import io.hv.InvalidSpecException;
import io.hv.kvm.ConsoleDevice;
import io.hv.kvm.KernelUnpacking;
import io.hv.kvm.KvmOptions;
import io.hv.kvm.VcpuAffinity;
import io.hv.kvm.VirtioTransport;
import io.hv.kvm.WatchdogAction;
import io.hv.kvm.net.PortForward;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OptionTextsTest {

    private static final DomainSpec PLAIN = DomainSpec.named("web").build();

    @Test
    void theyComeBack() {
        KvmOptions defaults = KvmOptions.defaults();
        for (KvmOptions options : List.of(
                defaults,
                defaults.panicDevice(false).hideXsave(true).entropy(true),
                defaults.balloon(true),
                defaults.watchdog(WatchdogAction.POWER_OFF),
                defaults.kernelUnpacking(KernelUnpacking.NEVER).virtioTransport(VirtioTransport.MMIO),
                defaults.console(ConsoleDevice.VIRTIO).port("agent").port("b_2.x"),
                defaults.vsock(0xffff_fffeL),
                defaults.forward(PortForward.tcp(0, 22)).forward(PortForward.udp(53, 53)),
                defaults.affinity(VcpuAffinity.parse("0-3,8 1:2")).nice(-5),
                defaults.share("z", HostPath.of("/srv/with a blank"), true).share("a", HostPath.of("/"), false))) {
            DomainSpec spec = PLAIN.with(options);
            assertEquals(spec, OptionTexts.apply(PLAIN, OptionTexts.of(spec)));
        }
        assertEquals(Map.of(), OptionTexts.of(PLAIN));
        assertEquals(PLAIN, OptionTexts.apply(PLAIN, Map.of("mem.script", "x")), "others' are not looked at");
    }

    @Test
    void whatIsNoneIsRefused() {
        for (Map<String, String> texts : List.of(
                Map.of("kvm.entropy", "perhaps"),
                Map.of("kvm.console", "none"),
                Map.of("kvm.ports", "a a"),
                Map.of("kvm.vsock", "two"),
                Map.of("kvm.vsock", "2"),
                Map.of("kvm.forwards", "8080:80"),
                Map.of("kvm.forwards", "tcp::8080-:80 tcp::8080-:80"),
                Map.of("kvm.affinity", "all"),
                Map.of("kvm.affinity", "0 1"),
                Map.of("kvm.nice", "20"),
                Map.of("kvm.nice", "nicely"),
                Map.of("kvm.share.0", "tag /folder"),
                Map.of("kvm.share.0", "tag read-mostly /folder"),
                Map.of("kvm.share.1", "tag read-only /folder"),
                Map.of("kvm.share.0", "a read-only /x", "kvm.share.1", "a read-only /y"),
                Map.of("kvm.later", "true"))) {
            assertThrows(InvalidSpecException.class, () -> OptionTexts.apply(PLAIN, texts), texts.toString());
        }
        DomainSpec code = PLAIN.with(KvmOptions.defaults().device(() -> {
            throw new IllegalStateException("not made");
        }));
        assertThrows(InvalidSpecException.class, () -> OptionTexts.of(code));
    }
}

package io.hv.libvirt;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.hv.Host;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;

/** libvirt's own client, on the host of a test. */
final class Virsh {

    private Virsh() {}

    /** What a command that has to succeed says. */
    static String says(Host host, String... words) throws IOException {
        List<String> command = Stream.concat(
                        Stream.of(
                                "virsh", "-q", "-c", host.as(LibvirtHost.class).connectionUri()),
                        Stream.of(words))
                .toList();
        ProcessBuilder virsh = new ProcessBuilder(command).redirectErrorStream(true);
        virsh.environment().put("LC_ALL", "C.UTF-8");
        Process process = virsh.start();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.onExit().join().exitValue(), text);
        return text.strip();
    }
}

package io.hv.libvirt;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.hv.Host;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** libvirt's own client, as another one on the same daemon. */
final class Virsh {

    private Virsh() {}

    /** Runs a command, which has to succeed; what it has printed. */
    static String run(Host host, String... words) throws IOException {
        List<String> command = new ArrayList<>(
                List.of("virsh", "-c", host.as(LibvirtHost.class).connectionUri()));
        command.addAll(List.of(words));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("LC_ALL", "C.UTF-8");
        Process process = builder.start();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.onExit().join().exitValue(), text);
        return text;
    }
}

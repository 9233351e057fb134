package io.hv.bench;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** The documents that {@link XmlBench} reads and writes. */
final class XmlContent {

    private XmlContent() {}

    /** A machine as virt-install defines one and libvirt writes it: 115 lines. */
    static String domain() {
        try (InputStream in = XmlContent.class.getResourceAsStream("domain.xml")) {
            if (in == null) {
                throw new IllegalStateException("hv-bench is incomplete: domain.xml is missing");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The same machine with so many disks and network interfaces more. */
    static String withDevices(int devices) {
        StringBuilder more = new StringBuilder();
        for (int i = 0; i < devices; i += 2) {
            more.append(disk(i)).append(network(i));
        }
        String end = "  </devices>\n";
        return domain().replace(end, more + end);
    }

    private static String disk(int number) {
        return "    <disk type='file' device='disk'>\n"
                + "      <driver name='qemu' type='qcow2'/>\n"
                + "      <source file='/var/lib/libvirt/images/" + number + ".qcow2'/>\n"
                + "      <target dev='vd" + number + "' bus='virtio'/>\n"
                + "    </disk>\n";
    }

    private static String network(int number) {
        String mac = String.format(Locale.ROOT, "52:54:00:00:%02x:%02x", number >> 8, number & 0xff);
        return "    <interface type='network'>\n"
                + "      <mac address='" + mac + "'/>\n"
                + "      <source network='default'/>\n"
                + "      <model type='virtio'/>\n"
                + "    </interface>\n";
    }
}

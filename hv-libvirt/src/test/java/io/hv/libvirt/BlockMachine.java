package io.hv.libvirt;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.hv.ByteSize;
import io.hv.Domain;
import io.hv.Host;
import io.hv.HostPath;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A machine whose guest is its firmware, with a qcow2 disk vda, a raw disk vdb and an empty CD drive; and what other programs
 * say of its disks. {@code reference} gets what the disk vda gets, by qemu-io.
 */
final class BlockMachine {

    private static final String MACHINE = """
            <domain type='qemu'>
              <name>%s</name>
              <memory unit='MiB'>64</memory>
              <os><type arch='x86_64' machine='pc'>hvm</type></os>
              <devices>
                <disk type='file' device='disk'><driver name='qemu' type='qcow2'/>
                  <source file='%s'/><target dev='vda' bus='virtio'/></disk>
                <disk type='file' device='disk'><driver name='qemu' type='raw'/>
                  <source file='%s'/><target dev='vdb' bus='virtio'/></disk>
                <disk type='file' device='cdrom'><target dev='hdc' bus='ide'/><readonly/></disk>
              </devices>
            </domain>
            """;

    final Domain domain;
    final LibvirtBlocks blocks;
    final Path disk;
    final Path reference;
    private final Path folder;
    private final String uri;

    private BlockMachine(Path folder, String uri, Domain domain, Path disk, Path reference) {
        this.folder = folder;
        this.uri = uri;
        this.domain = domain;
        this.blocks = domain.as(LibvirtDomain.class).blocks();
        this.disk = disk;
        this.reference = reference;
    }

    /** Defines one whose disk vda has 64 MiB, of which so many are written. */
    static BlockMachine define(Host host, Path folder, String name, int mebibytes) throws IOException {
        return define(host, folder, name, ByteSize.mib(64), mebibytes);
    }

    /** The same with a disk of that size. */
    static BlockMachine define(Host host, Path folder, String name, ByteSize size, int mebibytes) throws IOException {
        Path disk = folder.resolve("base.qcow2");
        Path raw = folder.resolve("b.raw");
        Path reference = folder.resolve("reference.qcow2");
        run("qemu-img", "create", "-q", "-f", "qcow2", disk.toString(), Long.toString(size.bytes()));
        run("qemu-img", "create", "-q", "-f", "raw", raw.toString(), "8M");
        // Not where firmware looks for a program.
        run("qemu-io", "-f", "qcow2", "-c", "write -q -P 17 1M " + mebibytes + "M", disk.toString());
        Files.copy(disk, reference);
        LibvirtHost own = host.as(LibvirtHost.class);
        Domain domain = own.defineXml(MACHINE.formatted(name, disk, raw));
        return new BlockMachine(folder, own.connectionUri(), domain, disk, reference);
    }

    BlockMachine started() {
        domain.start();
        return this;
    }

    HostPath file(String name) {
        return HostPath.of(folder.resolve(name));
    }

    HostPath base() {
        return HostPath.of(disk);
    }

    List<HostPath> chain() {
        return blocks.chain("vda");
    }

    /** Writes 1 MiB, as the guest would, while it runs; and to the reference. */
    void write(int pattern, int mebibyte) throws IOException {
        String command = "write -q -P " + pattern + " " + mebibyte + "M 1M";
        hmp(command);
        run("qemu-io", "-f", "qcow2", "-c", command, reference.toString());
    }

    private void hmp(String command) throws IOException {
        String said = virsh(
                "qemu-monitor-command",
                "--hmp",
                domain.name(),
                "qemu-io -d /machine/peripheral/virtio-disk0/virtio-backend \"" + command + "\"");
        assertEquals("", said.strip());
    }

    /** Fails where an image has another content than the reference. */
    void requireSame(HostPath image, String format) throws IOException {
        // QEMU keeps what is where in memory until the guest flushes.
        hmp("flush");
        String unused =
                run("qemu-img", "compare", "-U", "-f", format, "-F", "qcow2", image.path(), reference.toString());
    }

    /** Lets the job of vda go as fast as it can. */
    void hurry() throws IOException {
        String unused = virsh("blockjob", domain.name(), "vda", "0");
    }

    String virsh(String... words) throws IOException {
        return run(
                Stream.concat(Stream.of("virsh", "-c", uri), Stream.of(words)).toArray(String[]::new));
    }

    static String run(String... command) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("LC_ALL", "C.UTF-8");
        Process process = builder.start();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.onExit().join().exitValue(), () -> String.join(" ", command) + ": " + text);
        return text;
    }

    /** The files of an image's chain, by qemu-img. */
    static List<String> imageChain(HostPath image) throws IOException {
        List<String> files = new ArrayList<>();
        run("qemu-img", "info", "-U", "--backing-chain", image.path())
                .lines()
                .filter(line -> line.startsWith("image: "))
                .forEach(line -> files.add(line.substring("image: ".length())));
        return files;
    }

    /** What virsh says that vda is. */
    String virshSource() throws IOException {
        return virsh("domblklist", domain.name())
                .lines()
                .map(String::strip)
                .filter(line -> line.startsWith("vda"))
                .map(line -> line.substring("vda".length()).strip())
                .findFirst()
                .orElseThrow();
    }
}

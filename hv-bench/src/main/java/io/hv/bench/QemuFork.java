package io.hv.bench;

import io.hv.guests.SmallGuest;
import io.hv.guests.SmallGuests;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What QEMU has in the place of a fork: its {@code microvm} is saved to a file by migration, once, and other processes begin
 * from that. The guest is the same, save that nobody tells it that it is a copy: it says so all the time.
 */
final class QemuFork {

    private static final String MACHINE = "-accel kvm -M microvm -cpu qemu64 -nodefaults -no-user-config -display none "
            + "-no-reboot -serial stdio -global virtio-mmio.force-legacy=false "
            + "-device virtio-blk-device,drive=disk";

    private final Setting setting;
    private final Path disk;
    private final Path kernel;
    private final Path state;
    private final int mib;

    /** A machine that was saved while it ran. */
    QemuFork(Setting setting, int mib, Path disk) {
        this.setting = setting;
        this.mib = mib;
        this.disk = disk;
        SmallGuest guest = SmallGuests.generation()
                .with("times", 0)
                .with("touched", ForkParent.guest().value("touched"));
        this.kernel = setting.file("qemu-" + guest.name() + ".bin", guest.bytes());
        this.state = setting.folder().resolve("qemu-state");
        save();
    }

    private void save() {
        Path monitor = setting.folder().resolve("qemu-monitor");
        Process process = start(List.of("-monitor", "unix:" + monitor + ",server=on,wait=off"));
        try {
            InputStream serial = process.getInputStream();
            await(serial, ForkParent.READY + ForkParent.FIRST);
            Thread drain = drain(serial);
            migrate(monitor);
            drain.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        } finally {
            QemuProcess.end(process);
        }
    }

    /** The guest goes on saying what it says, and must not wait for a reader. Ends with the process. */
    private static Thread drain(InputStream serial) {
        Thread thread = new Thread(
                () -> {
                    try {
                        long unused = serial.transferTo(OutputStream.nullOutputStream());
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                },
                "bench/drain");
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    /** By the monitor, which answers each command by its next prompt. */
    private void migrate(Path monitor) {
        try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            boolean unused = channel.connect(UnixDomainSocketAddress.of(monitor));
            prompt(channel);
            ask(channel, "migrate_set_parameter max-bandwidth 100G\n");
            ask(channel, "migrate \"exec:cat >" + state + "\"\n");
            String status = ask(channel, "info migrate\n");
            if (!status.contains("completed")) {
                throw new IllegalStateException("QEMU does not migrate: " + status);
            }
            tell(channel, "quit\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String ask(SocketChannel channel, String command) throws IOException {
        tell(channel, command);
        return prompt(channel);
    }

    private static void tell(SocketChannel channel, String command) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(command.getBytes(StandardCharsets.US_ASCII));
        while (bytes.hasRemaining()) {
            int unused = channel.write(bytes);
        }
    }

    private static String prompt(SocketChannel channel) throws IOException {
        StringBuilder said = new StringBuilder();
        ByteBuffer bytes = ByteBuffer.allocate(4096);
        while (!said.toString().endsWith("(qemu) ")) {
            if (channel.read(bytes.clear()) < 0) {
                throw new IllegalStateException("QEMU ended: " + said);
            }
            said.append(StandardCharsets.ISO_8859_1.decode(bytes.flip()));
        }
        return said.toString();
    }

    /** From the start of a process that begins from the file to the guest's first byte, in nanoseconds. */
    long[] incoming() {
        return toFirst(List.of("-incoming", "exec:cat " + state));
    }

    /** From the start of a process that boots the guest to its first byte of that kind. */
    long[] boot() {
        return toFirst(List.of());
    }

    private long[] toFirst(List<String> more) {
        long begin = System.nanoTime();
        Process process = start(more);
        try {
            await(process.getInputStream(), ForkParent.FIRST);
            return new long[] {System.nanoTime() - begin};
        } finally {
            QemuProcess.end(process);
        }
    }

    private Process start(List<String> more) {
        List<String> words = new ArrayList<>(QemuProcess.drive(disk));
        words.addAll(more);
        return QemuProcess.start(setting, MACHINE + " -m " + mib, kernel, words);
    }

    private static void await(InputStream serial, String text) {
        StringBuilder said = new StringBuilder();
        try {
            while (said.indexOf(text) < 0) {
                int octet = serial.read();
                if (octet < 0) {
                    throw new IllegalStateException("QEMU ended without '" + text + "': " + said);
                }
                said.append((char) octet);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

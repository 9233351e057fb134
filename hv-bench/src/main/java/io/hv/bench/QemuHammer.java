package io.hv.bench;

import io.hv.guests.SmallGuest;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** QEMU's {@code microvm} on the same {@code /dev/kvm}, with a device on memory-mapped registers. */
final class QemuHammer {

    /** Where the machine has its first virtio registers. */
    private static final long REGISTERS = 0xfeb0_0000L;

    /** The line of its last virtio registers, which are the first ones to be taken; those of one IO-APIC are eight. */
    private static final long LINE = 23;

    private static final String MACHINE =
            "-accel kvm -M microvm,ioapic2=off -cpu qemu64 -m 64 -nodefaults -no-user-config "
                    + "-display none -no-reboot -serial stdio -global virtio-mmio.force-legacy=false "
                    + "-device isa-debug-exit,iobase=0xf4,iosize=4 ";

    private final Setting setting;
    private final String device;
    private final List<String> backend;

    /**
     * A side.
     *
     * @param device words of the command line that make it, by blanks
     * @param backend words for what is behind it
     */
    QemuHammer(Setting setting, String device, List<String> backend) {
        this.setting = setting;
        this.device = device;
        this.backend = backend;
    }

    /** From the guest's first mark to its second, in nanoseconds. */
    long nanos(SmallGuest guest) {
        Process process = start(guest, List.of());
        try {
            InputStream serial = process.getInputStream();
            await(serial, BesideQemu.BEGIN);
            long begin = System.nanoTime();
            await(serial, BesideQemu.END);
            return System.nanoTime() - begin;
        } finally {
            QemuProcess.end(process);
        }
    }

    /** How often the guest left for QEMU in all, by QEMU's own trace, which takes time; 0 where this QEMU has none. */
    long exits(SmallGuest guest) {
        Path trace = setting.folder().resolve("qemu-exits");
        Process process = start(guest, List.of("-trace", "kvm_run_exit", "-D", trace.toString()));
        try {
            await(process.getInputStream(), BesideQemu.END);
        } finally {
            Process unused = process.onExit().join();
        }
        try (Stream<String> lines = Files.lines(trace)) {
            return lines.filter(line -> line.contains("kvm_run_exit")).count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static SmallGuest placed(SmallGuest guest) {
        SmallGuest placed = guest.with("registers", REGISTERS);
        boolean listens =
                guest.parameters().stream().anyMatch(each -> each.name().equals("line"));
        return listens ? placed.with("line", LINE) : placed;
    }

    private Process start(SmallGuest guest, List<String> more) {
        Path kernel = setting.file(guest.name() + ".bin", placed(guest).bytes());
        List<String> words = new ArrayList<>(backend);
        words.addAll(more);
        return QemuProcess.start(setting, MACHINE + device, kernel, words);
    }

    private static void await(InputStream serial, char mark) {
        StringBuilder said = new StringBuilder();
        try {
            for (int octet = serial.read(); octet != mark; octet = serial.read()) {
                if (octet < 0) {
                    throw new IllegalStateException("QEMU ended without the mark '" + mark + "': " + said);
                }
                said.append((char) octet);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

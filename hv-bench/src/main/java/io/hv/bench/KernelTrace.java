package io.hv.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * What the kernel sees of one process and all its threads and children: system calls, KVM's exits to user space, the
 * interrupts that it injects, and the byte 1Ch on the guest's serial port (ftrace; see the kernel's Documentation/trace). For root,
 * where the kernel has ftrace; whoever else traces meanwhile is disturbed.
 */
final class KernelTrace implements AutoCloseable {

    private static final Path ROOT = Path.of("/sys/kernel/tracing");
    private static final List<String> EVENTS =
            List.of("raw_syscalls/sys_enter", "kvm/kvm_userspace_exit", "kvm/kvm_inj_virq", "kvm/kvm_pio");
    private static final int BUFFER_KIB = 65536;

    private KernelTrace() {}

    /** Begins to trace these threads, and all that they start. */
    static KernelTrace of(List<String> threads) {
        write("tracing_on", "0");
        write("trace_clock", "global");
        write("buffer_size_kb", Integer.toString(BUFFER_KIB));
        write("trace", "");
        write("options/event-fork", "1");
        write("set_event_pid", String.join(" ", threads));
        write("events/kvm/kvm_pio/filter", "port == 0x3f8 && val == 0x1c");
        EVENTS.forEach(event -> write("events/" + event + "/enable", "1"));
        write("tracing_on", "1");
        return new KernelTrace();
    }

    /** This process's threads. */
    static List<String> ownThreads() {
        try (Stream<Path> tasks = Files.list(Path.of("/proc/self/task"))) {
            return tasks.map(task -> task.getFileName().toString()).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What was traced up to now. */
    <T> T read(Function<Stream<String>, T> reader) {
        write("tracing_on", "0");
        try (Stream<String> lines = Files.lines(ROOT.resolve("trace"))) {
            return reader.apply(lines);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        write("tracing_on", "0");
        EVENTS.forEach(event -> write("events/" + event + "/enable", "0"));
        write("set_event_pid", "");
        write("trace", "");
    }

    private static void write(String file, String text) {
        try {
            Files.writeString(ROOT.resolve(file), text);
        } catch (IOException e) {
            throw new UncheckedIOException("the kernel's tracing does not take '" + text + "' in " + file, e);
        }
    }
}

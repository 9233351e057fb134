package io.hv.kvm.backend;

import io.hv.Console;
import io.hv.NotFoundException;
import io.hv.backend.ConsoleBuffer;
import io.hv.kvm.ConsoleDevice;
import io.hv.kvm.KvmOptions;
import io.hv.kvm.backend.saved.SavedInput;
import io.hv.kvm.bus.ByteSink;
import io.hv.kvm.bus.ByteSource;
import io.hv.kvm.bus.Bytes;
import io.hv.kvm.machine.VirtualMachine;
import io.hv.kvm.virtio.console.ConsolePort;
import io.hv.kvm.virtio.console.VirtioConsole;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What one run of a domain reads and writes: the domain's console, by the serial port and perhaps a virtio console, and the
 * virtio console's named ports. Port 0 is the terminal's, whether there is one or not. Safe for any thread.
 */
final class KvmConsoles {

    private final String domain;
    private final ConsoleBuffer console;
    private final boolean typedAtVirtio;
    private final Map<String, ConsoleBuffer> ports = new LinkedHashMap<>();
    private final Optional<VirtioConsole> device;

    KvmConsoles(String domain, KvmOptions options, ConsoleBuffer console) {
        this.domain = domain;
        this.console = console;
        this.typedAtVirtio = options.console() == ConsoleDevice.VIRTIO;
        for (String name : options.ports()) {
            ConsoleBuffer buffer = new ConsoleBuffer(domain + "', port '" + name);
            buffer.begin();
            ports.put(name, buffer);
        }
        device = isWanted(options) ? Optional.of(new VirtioConsole("console0", sides())) : Optional.empty();
    }

    /** Whether there is a virtio console. */
    static boolean isWanted(KvmOptions options) {
        return options.console() == ConsoleDevice.VIRTIO || !options.ports().isEmpty();
    }

    private List<ConsolePort> sides() {
        List<ConsolePort> sides = new ArrayList<>();
        sides.add(typedAtVirtio ? ConsolePort.console(console::input, into(console)) : ConsolePort.none());
        ports.forEach((name, buffer) -> sides.add(ConsolePort.named(name, buffer::input, into(buffer))));
        return sides;
    }

    private static ByteSink into(ConsoleBuffer buffer) {
        return value -> buffer.output((byte) value);
    }

    /** What the guest reads from its serial port. */
    ByteSource serialInput() {
        return typedAtVirtio ? () -> ByteSource.NOTHING : console::input;
    }

    /** What it writes there. */
    ByteSink serialOutput() {
        return into(console);
    }

    /** The virtio console, if there is one. */
    Optional<VirtioConsole> device() {
        return device;
    }

    /** The machine is made: from now on it is told of input. */
    void connect(VirtualMachine machine) {
        if (!typedAtVirtio) {
            console.onInput(machine::serialInputReady);
        }
        device.ifPresent(virtio -> connect(machine, virtio));
    }

    private void connect(VirtualMachine machine, VirtioConsole virtio) {
        if (typedAtVirtio) {
            console.onInput(() -> machine.tell(() -> virtio.inputReady(0)));
        }
        int number = 1;
        for (ConsoleBuffer buffer : ports.values()) {
            int port = number++;
            buffer.onInput(() -> machine.tell(() -> virtio.inputReady(port)));
        }
    }

    /** What was typed at the console and at each port, and the guest has not read yet. */
    SavedInput pendingInput() {
        return new SavedInput(
                Bytes.of(console.pendingInput()),
                ports.values().stream()
                        .map(buffer -> Bytes.of(buffer.pendingInput()))
                        .toList());
    }

    /** What the guest of a machine that goes on from a state reads first; before {@link #connect}. */
    void startWith(SavedInput pending) {
        console.startWith(pending.console().toArray());
        int number = 0;
        for (ConsoleBuffer buffer : ports.values()) {
            if (number < pending.ports().size()) {
                buffer.startWith(pending.ports().get(number++).toArray());
            }
        }
    }

    Console port(String name) {
        ConsoleBuffer buffer = ports.get(name);
        if (buffer == null) {
            throw new NotFoundException(
                    "'" + domain + "' has no port '" + name + "'; it has " + ports.keySet(),
                    "add it by KvmOptions.port, and start the domain anew");
        }
        return buffer;
    }

    /** The run is over: nothing comes any more. The domain's own console is ended by who began it. */
    void end() {
        ports.values().forEach(ConsoleBuffer::end);
    }
}

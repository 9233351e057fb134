package io.hv.kvm.backend;

import io.hv.Console;
import io.hv.DomainSpec;
import io.hv.NotFoundException;
import io.hv.SpecFault;
import io.hv.backend.ConsoleBuffer;
import io.hv.backend.agent.AgentChannel;
import io.hv.kvm.ConsoleDevice;
import io.hv.kvm.KvmOptions;
import io.hv.kvm.backend.saved.SavedInput;
import io.hv.kvm.bus.ByteSink;
import io.hv.kvm.bus.ByteSource;
import io.hv.kvm.bus.Bytes;
import io.hv.kvm.virtio.console.ConsolePort;
import io.hv.kvm.virtio.console.VirtioConsole;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What one run of a domain reads and writes: the domain's console, by the serial port and perhaps a virtio console, and the
 * virtio console's named ports. Port 0 is the terminal's, whether there is one or not; the agent's, if there is one, is the
 * last. Safe for any thread.
 */
final class KvmConsoles {

    /** What the guest knows its agent's port by. */
    static final String AGENT_PORT = "org.qemu.guest_agent.0";

    private final String domain;
    private final ConsoleBuffer console;
    private final boolean typedAtVirtio;
    private final Map<String, ConsoleBuffer> ports = new LinkedHashMap<>();
    private final Optional<PortChannel> agent;
    private final Optional<VirtioConsole> device;

    /** Of a spec with no {@link #faults}. */
    KvmConsoles(DomainSpec spec, ConsoleBuffer console) {
        KvmOptions options = KvmOptions.of(spec);
        this.domain = spec.name();
        this.console = console;
        this.agent = spec.hasAgent() ? Optional.of(new PortChannel()) : Optional.empty();
        this.typedAtVirtio = options.console() == ConsoleDevice.VIRTIO;
        for (String name : options.ports()) {
            ConsoleBuffer buffer = new ConsoleBuffer(domain + "', port '" + name);
            buffer.begin();
            ports.put(name, buffer);
        }
        device = isWanted(spec) ? Optional.of(new VirtioConsole("console0", sides())) : Optional.empty();
    }

    /** Whether there is a virtio console. */
    static boolean isWanted(DomainSpec spec) {
        KvmOptions options = KvmOptions.of(spec);
        return spec.hasAgent()
                || options.console() == ConsoleDevice.VIRTIO
                || !options.ports().isEmpty();
    }

    /** Two cannot speak by one port. */
    static List<SpecFault> faults(DomainSpec spec) {
        List<String> names = KvmOptions.of(spec).ports();
        List<SpecFault> faults = new ArrayList<>();
        if (spec.hasAgent() && names.contains(AGENT_PORT)) {
            faults.add(SpecFault.of(
                    "options.ports",
                    AGENT_PORT,
                    "it is the agent's, and the machine has it already",
                    "leave out this KvmOptions.port, or leave out agent() and speak to the guest's agent yourself"));
        }
        if (spec.hasAgent() && names.size() == KvmOptions.MOST_PORTS) {
            faults.add(SpecFault.of(
                    "options.ports",
                    names.size() + " ports",
                    "with the agent's there are at most " + KvmOptions.MOST_PORTS,
                    "ask for fewer"));
        }
        return faults;
    }

    private List<ConsolePort> sides() {
        List<ConsolePort> sides = new ArrayList<>();
        sides.add(typedAtVirtio ? ConsolePort.console(console::input, into(console)) : ConsolePort.none());
        ports.forEach((name, buffer) -> sides.add(ConsolePort.named(name, buffer::input, into(buffer))));
        agent.ifPresent(channel -> sides.add(channel.port(AGENT_PORT)));
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

    /**
     * The machine is made: from now on it is told of input.
     *
     * @param serial tells the serial port
     * @param tell runs what tells a device, unless the machine stands still
     */
    void connect(Runnable serial, Consumer<Runnable> tell) {
        if (!typedAtVirtio) {
            console.onInput(serial);
        }
        device.ifPresent(virtio -> connect(tell, virtio));
    }

    private void connect(Consumer<Runnable> tell, VirtioConsole virtio) {
        if (typedAtVirtio) {
            console.onInput(() -> tell.accept(() -> virtio.inputReady(0)));
        }
        int number = 1;
        for (ConsoleBuffer buffer : ports.values()) {
            int port = number++;
            buffer.onInput(() -> tell.accept(() -> virtio.inputReady(port)));
        }
        int last = number;
        agent.ifPresent(channel -> channel.connect(
                () -> tell.accept(() -> virtio.inputReady(last)), () -> tell.accept(() -> virtio.roomReady(last))));
    }

    /** The port of the guest's agent, if there is one. */
    Optional<AgentChannel> agent() {
        return agent.map(channel -> channel);
    }

    /**
     * What was typed at the console and at each port, and the guest has not read yet. Nothing for its agent: whoever goes on from
     * here gets in step with that anew, and a command is not for each of them.
     */
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
        if (buffer == null && name.equals(AGENT_PORT) && agent.isPresent()) {
            throw new NotFoundException(
                    "the port '" + name + "' of '" + domain + "' is its agent's", "ask the agent: Domain.agent()");
        }
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
        agent.ifPresent(PortChannel::end);
    }
}

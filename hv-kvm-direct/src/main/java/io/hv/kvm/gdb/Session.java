package io.hv.kvm.gdb;

import io.hv.kvm.vcpu.DebugTrap;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One gdb's conversation with a target, packet by packet: what it is answered, and when it is told that the guest stands
 * still. For one thread.
 */
final class Session {

    private static final String OK = "OK";
    private static final String UNKNOWN = "";

    /** Who is told what to send. */
    interface Peer {

        void send(String payload);

        /** From now on nobody acknowledges packets. */
        void noAcks();

        /** There is nothing more to say. */
        void end();
    }

    private final Target target;
    private final Peer peer;
    private final Queries queries;
    private boolean running;
    private boolean gone;
    private int selected;
    private int resumed = -1;
    private Stop last = Stop.of(0, Stop.TRAPPED);

    /** What is to happen when gdb lets a guest go on that cannot; null while it can. */
    private @Nullable Runnable epilogue;

    Session(Target target, Peer peer) {
        this.target = target;
        this.peer = peer;
        this.queries = new Queries(target);
    }

    /** Answers a packet. What cannot be done is an error for gdb and nothing else. */
    void packet(String packet) {
        try {
            if (running) {
                throw GdbError.running();
            }
            String answer = answer(packet);
            if (answer != null) {
                peer.send(answer);
            }
        } catch (GdbError e) {
            peer.send(e.packet());
        }
    }

    private @Nullable String answer(String packet) {
        if (packet.isEmpty()) {
            return UNKNOWN;
        }
        Words words = new Words(packet, 1);
        return switch (packet.charAt(0)) {
            case '?' -> last.packet();
            case 'g' -> Words.hex(RegisterFile.encode(target.registers(selected)));
            case 'G' -> writeRegisters(words);
            case 'p' -> readRegister(words);
            case 'P' -> writeRegister(words);
            case 'm' -> read(words);
            case 'M' -> write(words, false);
            case 'X' -> write(words, true);
            case 'Z' -> breakpoint(words, true);
            case 'z' -> breakpoint(words, false);
            case 'H' -> select(words);
            case 'T' -> isAlive(words);
            case 'c', 'C', 's', 'S' -> resumeAt(packet.charAt(0), words);
            case 'v' -> verbose(packet);
            case 'q', 'Q' -> query(packet);
            case 'D' -> detach();
            case 'k' -> kill();
            default -> UNKNOWN;
        };
    }

    private String query(String packet) {
        if (packet.equals("QStartNoAckMode")) {
            peer.noAcks();
            return OK;
        }
        return queries.answer(packet, selected, last.vcpu());
    }

    // ---- registers and memory

    private String writeRegisters(Words words) {
        target.setRegisters(selected, RegisterFile.decode(words.bytes(), target.registers(selected)));
        return OK;
    }

    private String readRegister(Words words) {
        RegisterTable.Entry entry = entry(words);
        byte[] file = RegisterFile.encode(target.registers(selected));
        return Words.hex(Arrays.copyOfRange(file, entry.offset(), entry.offset() + entry.size()));
    }

    private String writeRegister(Words words) {
        RegisterTable.Entry entry = entry(words);
        words.skip('=');
        byte[] value = words.bytes();
        if (value.length != entry.size()) {
            throw GdbError.invalid(entry.name() + " has " + entry.size() + " bytes");
        }
        CpuRegisters before = target.registers(selected);
        byte[] file = RegisterFile.encode(before);
        System.arraycopy(value, 0, file, entry.offset(), value.length);
        target.setRegisters(selected, RegisterFile.decode(file, before));
        return OK;
    }

    private static RegisterTable.Entry entry(Words words) {
        return RegisterTable.ENTRIES.get(words.small(RegisterTable.ENTRIES.size() - 1));
    }

    private String read(Words words) {
        long address = words.number();
        words.skip(',');
        // gdb asks again for what did not fit.
        int length = Math.min(words.small(Integer.MAX_VALUE), PacketDecoder.MOST / 2);
        return Words.hex(target.read(selected, address, length));
    }

    private String write(Words words, boolean binary) {
        long address = words.number();
        words.skip(',');
        int length = words.small(PacketDecoder.MOST);
        words.skip(':');
        byte[] bytes = binary ? words.binary() : words.bytes();
        if (bytes.length != length) {
            throw GdbError.invalid("these are " + bytes.length + " bytes");
        }
        target.write(selected, address, bytes);
        return OK;
    }

    private String breakpoint(Words words, boolean insert) {
        char type = words.next();
        words.skip(',');
        long address = words.number();
        words.skip(',');
        int length = words.small(Integer.MAX_VALUE);
        if (words.take(';')) {
            // Conditions and commands were not offered.
            return UNKNOWN;
        }
        Breakpoint.Kind kind = switch (type) {
            case '0' -> Breakpoint.Kind.SOFTWARE;
            case '1' -> Breakpoint.Kind.HARDWARE;
            case '2' -> Breakpoint.Kind.WRITE;
            case '4' -> Breakpoint.Kind.ACCESS;
            default -> null;
        };
        if (kind == null || (kind != Breakpoint.Kind.SOFTWARE && !target.hasDebugRegisters())) {
            return UNKNOWN;
        }
        Breakpoint breakpoint = new Breakpoint(kind, address, kind.isWatch() ? length : 1);
        if (insert) {
            target.insert(breakpoint);
        } else {
            target.remove(breakpoint);
        }
        return OK;
    }

    // ---- threads

    private String select(Words words) {
        char purpose = words.next();
        int thread = words.thread();
        if (thread > target.vcpus()) {
            throw GdbError.invalid("there is no thread " + thread);
        }
        if (purpose == 'c') {
            resumed = thread < 0 ? -1 : (thread == 0 ? last.vcpu() : thread - 1);
        } else if (purpose == 'g') {
            selected = thread > 0 ? thread - 1 : last.vcpu();
        } else {
            return UNKNOWN;
        }
        return OK;
    }

    private String isAlive(Words words) {
        int thread = words.small(Integer.MAX_VALUE);
        if (thread == 0 || thread > target.vcpus()) {
            throw GdbError.invalid("there is no thread " + thread);
        }
        return OK;
    }

    // ---- going on and standing still

    private @Nullable String verbose(String packet) {
        if (packet.equals("vCont?")) {
            return "vCont;c;C;s;S";
        }
        if (packet.startsWith("vCont;")) {
            return resume(Resumption.parse(new Words(packet, "vCont".length()), target.vcpus()));
        }
        if (packet.startsWith("vKill")) {
            peer.send(OK);
            return kill();
        }
        return UNKNOWN;
    }

    /** {@code c}, {@code s}, and with a signal {@code C}, {@code S}; each with an address to go on at, perhaps. */
    private @Nullable String resumeAt(char command, Words words) {
        boolean signal = command == 'C' || command == 'S';
        if (signal) {
            int unused = words.small(0xff);
        }
        boolean step = command == 's' || command == 'S';
        int vcpu = step && resumed < 0 ? selected : resumed;
        if (!words.atEnd() && (!signal || words.take(';'))) {
            target.setRegisters(selected, at(target.registers(selected), words.number()));
        }
        return resume(Resumption.of(step, vcpu, target.vcpus()));
    }

    private static CpuRegisters at(CpuRegisters before, long rip) {
        byte[] file = RegisterFile.encode(before);
        RegisterTable.Entry entry = RegisterTable.ENTRIES.stream()
                .filter(each -> each.name().equals("rip"))
                .findFirst()
                .orElseThrow();
        ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).putLong(entry.offset(), rip);
        return RegisterFile.decode(file, before);
    }

    /** The reply comes when the guest stands still again. */
    private @Nullable String resume(Resumption how) {
        Runnable end = epilogue;
        running = true;
        if (end != null) {
            epilogue = null;
            end.run();
            return null;
        }
        Optional<Stop> missed;
        try {
            missed = target.resume(how);
        } catch (GdbError e) {
            running = false;
            throw e;
        }
        missed.ifPresent(this::stopped);
        return null;
    }

    private void stopped(Stop stop) {
        running = false;
        last = stop;
        selected = stop.vcpu();
        resumed = -1;
        peer.send(stop.packet());
    }

    /** gdb's user has pressed Ctrl-C. */
    void interrupt() {
        if (running) {
            stopped(target.interrupt());
        }
    }

    /** A vCPU has met something. */
    void trapped(int vcpu, DebugTrap trap) {
        if (running) {
            target.settle(vcpu, trap).ifPresent(this::stopped);
        } else {
            target.missed(vcpu, trap);
        }
    }

    /**
     * The guest cannot go on. gdb may look at it first.
     *
     * @param then what is to happen when it lets it go
     */
    void crashed(String message, Runnable then) {
        epilogue = then;
        if (running) {
            peer.send("O" + Words.hex("hv: " + message + "\n"));
            stopped(target.crashed());
        }
    }

    /** The machine is gone. */
    void ended(boolean byItself) {
        gone = true;
        if (running) {
            peer.send(byItself ? "W00" : "X09");
        }
        peer.end();
    }

    // ---- the end

    private @Nullable String detach() {
        peer.send(OK);
        peer.end();
        return null;
    }

    private @Nullable String kill() {
        // The guest must not run on behind the connection's end. One that has crashed does not: its end is told then.
        gone = epilogue == null;
        target.kill();
        peer.end();
        return null;
    }

    /** The connection is over, however it came to that: the guest goes on. */
    void close() {
        Runnable end = epilogue;
        epilogue = null;
        if (gone) {
            return;
        }
        if (end != null) {
            end.run();
        } else {
            target.detach();
        }
    }
}

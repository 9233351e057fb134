package io.hv.kvm.net.passt;

import io.hv.kvm.bus.SearchPath;
import io.hv.kvm.bus.Uninterrupted;
import io.hv.kvm.net.PortForward;
import io.hv.kvm.net.ether.EthernetSwitch;
import io.hv.kvm.net.ether.Frame;
import io.hv.kvm.net.ether.Padding;
import io.hv.kvm.net.ether.QueuedStation;
import io.hv.kvm.net.ether.SwitchPort;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ReadableByteChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A port of a switch behind which is all that the host reaches: connections that a guest begins become connections of a passt
 * process, which tells the guest its address, too; connections to ports that are forwarded become the guest's. Frames go to it
 * as its stream wants them, each behind its length in four bytes. Safe for any thread.
 */
public final class Passt implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Passt.class);
    private static final String PROGRAM = "passt";
    private static final int WAITING = 1 << 20;

    /** How often a free port is looked for, where somebody else takes it before passt does. */
    private static final int ATTEMPTS = 5;

    private final String name;
    private final PasstProcess process;
    private final QueuedStation station;
    private final List<PortForward> forwards;
    private final SwitchPort port;
    private final Thread reader;
    private volatile boolean closed;
    private volatile boolean over;

    private Passt(String name, EthernetSwitch fabric, PasstProcess process, List<PortForward> forwards) {
        this.name = name;
        this.process = process;
        this.forwards = forwards;
        this.station = new QueuedStation("hv/net/" + name + "/passt-out", WAITING, this::toPasst, this::overrun);
        this.port = station.plugInto(fabric, PROGRAM);
        this.reader = new Thread(this::fromPasst, "hv/net/" + name + "/passt-in");
        this.reader.setDaemon(true);
    }

    /** Reads from now on. */
    private Passt begun() {
        try {
            reader.start();
            return this;
        } catch (RuntimeException | Error e) {
            port.close();
            station.close();
            throw e;
        }
    }

    /** At a switch; or the process is ended. */
    private static Passt at(EthernetSwitch fabric, String name, PasstProcess process, List<PortForward> forwards) {
        try {
            return new Passt(name, fabric, process, forwards).begun();
        } catch (RuntimeException | Error e) {
            try {
                process.close();
            } catch (IOException again) {
                e.addSuppressed(again);
            }
            throw e;
        }
    }

    /** The program, where the search path has it. */
    public static Optional<Path> find() {
        return find(SearchPath.ofThisProcess());
    }

    static Optional<Path> find(String searchPath) {
        return SearchPath.find(PROGRAM, searchPath);
    }

    /**
     * Starts it at a port of this switch.
     *
     * @param name of the threads
     * @param mtu that guests are told
     * @param forwards to the one guest on the switch; where one has no port of the host's it gets a free one
     * @throws ForwardException if one of them cannot be; with what passt said
     * @throws IOException if it does not begin; with what it said
     */
    public static Passt start(Path program, String name, EthernetSwitch fabric, int mtu, List<PortForward> forwards)
            throws IOException {
        for (int attempt = 1; ; attempt++) {
            List<PortForward> chosen = HostPorts.choose(forwards);
            List<String> options = new ArrayList<>(List.of("--mtu", Integer.toString(mtu)));
            options.addAll(HostPorts.options(chosen));
            try {
                return at(fabric, name, PasstProcess.start(program, options), chosen);
            } catch (IOException e) {
                String said = String.valueOf(e.getMessage());
                PortForward blamed = HostPorts.blamed(chosen, said).orElseThrow(() -> e);
                boolean asked = forwards.contains(blamed);
                if (asked || attempt == ATTEMPTS) {
                    throw new ForwardException(blamed, said, e);
                }
                LOG.debug("{} of {} is somebody else's by now", blamed, name, e);
            }
        }
    }

    /** The forwards, each with its port of the host's, in the order of those asked for; none once passt has ended. */
    public List<PortForward> forwards() {
        return over || closed ? List.of() : forwards;
    }

    private void overrun() {
        port.overrun();
    }

    /** Without padding: passt of 2023 drops a packet of IP that is shorter than what comes with it. */
    private void toPasst(byte[] frame) {
        int length = Padding.without(frame);
        ByteBuffer message = ByteBuffer.allocate(Integer.BYTES + length)
                .putInt(length)
                .put(frame, 0, length)
                .flip();
        try {
            while (message.hasRemaining()) {
                int unused = process.channel().write(message);
            }
        } catch (IOException e) {
            ended(e);
        }
    }

    private void fromPasst() {
        Frame frame = new Frame(Frame.MOST);
        ByteBuffer bytes = ByteBuffer.wrap(frame.bytes());
        ByteBuffer length = ByteBuffer.allocate(Integer.BYTES);
        try {
            while (true) {
                fill(process.channel(), length.clear());
                int size = length.getInt(0);
                if (size < 0 || size > bytes.capacity()) {
                    throw new IOException("a frame of " + Integer.toUnsignedLong(size) + " bytes");
                }
                fill(process.channel(), bytes.clear().limit(size));
                frame.begin(size);
                port.send(frame);
            }
        } catch (IOException e) {
            ended(e);
        }
    }

    private static void fill(ReadableByteChannel from, ByteBuffer to) throws IOException {
        while (to.hasRemaining()) {
            if (from.read(to) < 0) {
                throw new EOFException("passt has ended");
            }
        }
    }

    /** The way out is gone; the network goes on without it, as with a cable that is out. */
    private void ended(IOException why) {
        over = true;
        if (!closed && !(why instanceof ClosedChannelException)) {
            LOG.warn("user mode of {} has ended: {}", name, why.getMessage());
        }
    }

    /** Takes it out of the switch, and ends the process. Idempotent. */
    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        port.close();
        try {
            process.close();
        } catch (IOException e) {
            LOG.debug("the end of passt of {}", name, e);
        }
        station.close();
        Uninterrupted.join(reader);
    }
}

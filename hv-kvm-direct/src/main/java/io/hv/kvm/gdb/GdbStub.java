package io.hv.kvm.gdb;

import io.hv.HypervisorException;
import io.hv.kvm.GdbServer;
import io.hv.kvm.bus.Backoff;
import io.hv.kvm.bus.Uninterrupted;
import io.hv.kvm.machine.VirtualMachine;
import io.hv.kvm.vcpu.DebugTrap;
import java.io.IOException;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.util.ArrayDeque;
import java.util.OptionalLong;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Listens for gdb, one at a time, on a thread of its own, {@code hv/DOMAIN/gdb}. */
public final class GdbStub implements GdbServer {

    private static final Logger LOG = LoggerFactory.getLogger("io.hv.kvm.gdb");

    private final VirtualMachine machine;
    private final DebugOwner owner;
    private final DebugSupport support;
    private final Selector selector;
    private final ServerSocketChannel server;
    private final SelectionKey accepting;
    private final SocketAddress address;
    private final Thread thread;

    private final Backoff backoff = new Backoff();
    /** When it accepts connections again, by {@link System#nanoTime}; empty where it does. Of its thread. */
    private OptionalLong acceptsAgain = OptionalLong.empty();

    /** What the machine's threads have to tell; under its own monitor, with the next. */
    private final Queue<Runnable> told = new ArrayDeque<>();

    private boolean over;

    private @Nullable Conversation conversation;

    /**
     * Listens.
     *
     * @param name the machine's
     * @throws IOException if that is not possible at this address
     */
    public GdbStub(String name, SocketAddress where, VirtualMachine machine, DebugOwner owner, DebugSupport support)
            throws IOException {
        this.machine = machine;
        this.owner = owner;
        this.support = support;
        this.selector = Selector.open();
        ServerSocketChannel open = null;
        try {
            open = where instanceof UnixDomainSocketAddress
                    ? ServerSocketChannel.open(StandardProtocolFamily.UNIX)
                    : ServerSocketChannel.open();
            open.bind(where);
            open.configureBlocking(false);
            this.accepting = open.register(selector, SelectionKey.OP_ACCEPT);
            this.server = open;
            this.address = open.getLocalAddress();
        } catch (IOException | RuntimeException e) {
            if (open != null) {
                open.close();
            }
            selector.close();
            throw e;
        }
        if (support.registers() == 0 && !support.software()) {
            LOG.warn(
                    "'{}': this KVM honours neither debug registers nor INT3: gdb can look and step, but not break",
                    name);
        }
        this.thread = new Thread(this::live, "hv/" + name + "/gdb");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public SocketAddress address() {
        return address;
    }

    /** Whether it listens no more. */
    public boolean isClosed() {
        synchronized (told) {
            return over;
        }
    }

    /** Hands something to the stub's thread; false if that has ended. */
    private boolean tell(Runnable task) {
        synchronized (told) {
            if (over) {
                return false;
            }
            told.add(task);
        }
        selector.wakeup();
        return true;
    }

    /**
     * The guest cannot go on. Where gdb is connected, it may look at it first. For any of the machine's threads.
     *
     * @param then what is to happen afterwards; on this thread or on the stub's
     */
    public void crashed(String message, Runnable then) {
        boolean taken = tell(() -> {
            Conversation present = conversation;
            if (present == null) {
                then.run();
            } else {
                present.session.crashed(message, then);
            }
        });
        if (!taken) {
            then.run();
        }
    }

    /** The machine is being closed: tells gdb, and ends by itself. Does not wait. */
    public void ended(boolean byItself) {
        boolean unused = tell(() -> {
            try {
                Conversation present = conversation;
                if (present != null) {
                    present.session.ended(byItself);
                }
            } finally {
                finish();
            }
        });
    }

    private void finish() {
        synchronized (told) {
            over = true;
        }
        selector.wakeup();
    }

    private void live() {
        try {
            while (!isOver()) {
                select();
                for (Runnable task = next(); task != null; task = next()) {
                    guarded(task);
                }
                for (SelectionKey key : selector.selectedKeys()) {
                    serve(key);
                }
                selector.selectedKeys().clear();
            }
        } catch (IOException e) {
            LOG.error("{} ends", thread.getName(), e);
        } finally {
            release();
        }
    }

    private void select() throws IOException {
        if (acceptsAgain.isEmpty()) {
            selector.select();
            return;
        }
        long again = acceptsAgain.getAsLong();
        selector.select(Math.max(1, TimeUnit.NANOSECONDS.toMillis(again - System.nanoTime())));
        if (System.nanoTime() - again >= 0) {
            acceptsAgain = OptionalLong.empty();
            accepting.interestOps(SelectionKey.OP_ACCEPT);
        }
    }

    private boolean isOver() {
        synchronized (told) {
            return over && told.isEmpty();
        }
    }

    private @Nullable Runnable next() {
        synchronized (told) {
            return told.poll();
        }
    }

    private void serve(SelectionKey key) {
        if (key.isValid() && key.isAcceptable()) {
            accept();
            return;
        }
        Conversation present = conversation;
        if (present != null && present.link.is(key)) {
            guarded(present::move);
        }
    }

    private void accept() {
        SocketChannel channel = null;
        Conversation fresh;
        try {
            channel = server.accept();
            backoff.succeeded();
            if (channel == null) {
                return;
            }
            if (conversation != null) {
                // One gdb at a time; a second one sees its connection end.
                channel.close();
                return;
            }
            fresh = new Conversation(channel);
        } catch (IOException | RuntimeException e) {
            if (channel == null) {
                acceptLater(e);
            } else {
                // The machine ends just now: one connection is lost, not the stub.
                LOG.warn("{}: a connection is refused: {}", thread.getName(), e.toString());
                close(channel);
            }
            return;
        }
        conversation = fresh;
        guarded(fresh.target::attach);
    }

    /** The process has no descriptor left, and who connects waits: the selector would tell of that without end. */
    private void acceptLater(Exception e) {
        if (!backoff.isUnderWay()) {
            LOG.warn("{}: connections wait until this is over: {}", thread.getName(), e.toString());
        }
        acceptsAgain = OptionalLong.of(System.nanoTime() + backoff.failed().toNanos());
        accepting.interestOps(0);
    }

    private void close(SocketChannel channel) {
        try {
            channel.close();
        } catch (IOException e) {
            LOG.debug("{}: {}", thread.getName(), e.toString());
        }
    }

    /** The machine may end at any moment, and the connection too: neither ends the stub. */
    private void guarded(Runnable task) {
        try {
            task.run();
        } catch (HypervisorException | IllegalStateException | GdbError e) {
            LOG.debug("{} lets go: {}", thread.getName(), e.toString());
            hangUp();
        } catch (RuntimeException e) {
            LOG.error("{} lets go", thread.getName(), e);
            hangUp();
        }
    }

    private void hangUp() {
        Conversation present = conversation;
        conversation = null;
        if (present == null) {
            return;
        }
        try {
            present.link.close();
        } catch (IOException e) {
            LOG.debug("{}: {}", thread.getName(), e.toString());
        }
        try {
            present.session.close();
        } catch (HypervisorException | IllegalStateException | GdbError e) {
            LOG.debug("{}: the machine has ended: {}", thread.getName(), e.toString());
        } catch (RuntimeException e) {
            LOG.error("{}: the guest could not be left as it was", thread.getName(), e);
        }
    }

    private void release() {
        finish();
        hangUp();
        for (Runnable task = next(); task != null; task = next()) {
            guarded(task);
        }
        try {
            server.close();
            selector.close();
            if (address instanceof UnixDomainSocketAddress unix) {
                Files.deleteIfExists(unix.getPath());
            }
        } catch (IOException e) {
            LOG.warn("{}: {}", thread.getName(), e.toString());
        }
    }

    @Override
    public void close() {
        finish();
        if (Thread.currentThread() != thread) {
            Uninterrupted.join(thread);
        }
    }

    /** One gdb: its connection, and what is said on it. */
    private final class Conversation implements PacketDecoder.Sink, Session.Peer {

        private final Link link;
        private final MachineTarget target;
        private final Session session;
        private final PacketDecoder decoder = new PacketDecoder(this);
        private boolean acks = true;
        private String sent = "";
        private boolean done;

        Conversation(SocketChannel channel) throws IOException {
            this.link = new Link(channel, selector);
            this.target = new MachineTarget(machine, owner, support, this::trapped);
            this.session = new Session(target, this);
        }

        private void trapped(int vcpu, DebugTrap trap) {
            boolean unused = tell(() -> {
                if (equals(conversation)) {
                    session.trapped(vcpu, trap);
                }
            });
        }

        void move() {
            try {
                if (!link.move(decoder) || done) {
                    hangUp();
                }
            } catch (IOException e) {
                LOG.debug("{}: {}", thread.getName(), e.toString());
                hangUp();
            }
        }

        private void put(byte... bytes) {
            try {
                link.send(bytes);
            } catch (IOException e) {
                throw new IllegalStateException("the connection has ended", e);
            }
        }

        @Override
        public void packet(String payload) {
            if (acks) {
                put((byte) '+');
            }
            session.packet(payload);
        }

        @Override
        public void damaged() {
            if (acks) {
                put((byte) '-');
            }
        }

        @Override
        public void again() {
            if (acks && !sent.isEmpty()) {
                put(Packets.encode(sent));
            }
        }

        @Override
        public void interrupt() {
            session.interrupt();
        }

        @Override
        public void tooLong() {
            throw new IllegalStateException("a packet was longer than agreed upon");
        }

        @Override
        public void send(String payload) {
            sent = payload;
            put(Packets.encode(payload));
        }

        @Override
        public void noAcks() {
            acks = false;
        }

        @Override
        public void end() {
            done = true;
        }
    }
}

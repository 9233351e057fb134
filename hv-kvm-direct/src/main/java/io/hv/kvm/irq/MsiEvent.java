package io.hv.kvm.irq;

import io.hv.kvm.bus.MsiSink;
import io.hv.kvm.ioctl.KvmVm;
import io.hv.nativeaccess.EventFd;

/** A message-signalled interrupt behind an eventfd (irqfd). Safe for any thread. */
public final class MsiEvent implements MsiSink.Message {

    private final KvmVm vm;
    private final GsiRouting routing;
    private final EventFd event;
    private final int gsi;
    private boolean closed;

    private MsiEvent(KvmVm vm, GsiRouting routing, EventFd event, int gsi) {
        this.vm = vm;
        this.routing = routing;
        this.event = event;
        this.gsi = gsi;
    }

    static MsiEvent open(KvmVm vm, GsiRouting routing, long address, int data) {
        EventFd event = new EventFd();
        try {
            int gsi = routing.add(address, data);
            try {
                vm.irqfd(event, gsi, true);
                return new MsiEvent(vm, routing, event, gsi);
            } catch (RuntimeException e) {
                routing.release(gsi);
                throw e;
            }
        } catch (RuntimeException e) {
            event.close();
            throw e;
        }
    }

    /** Delivers the message. */
    @Override
    public void signal() {
        event.signal();
    }

    /**
     * Changes the message.
     *
     * @throws IllegalStateException after {@link #close()}: its number may be another message's by now
     */
    @Override
    public synchronized void update(long address, int data) {
        if (closed) {
            throw new IllegalStateException("the message is closed");
        }
        routing.update(gsi, address, data);
    }

    /** Unhooks it. Idempotent. */
    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            try {
                vm.irqfd(event, gsi, false);
            } finally {
                routing.release(gsi);
                event.close();
            }
        }
    }
}

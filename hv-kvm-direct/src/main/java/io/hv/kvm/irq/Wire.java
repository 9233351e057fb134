package io.hv.kvm.irq;

import io.hv.kvm.bus.IrqLine;
import java.util.function.Consumer;

/** An interrupt that several lines drive: high while one of them is. */
final class Wire {

    private final Consumer<Boolean> kernel;
    private int high;

    Wire(Consumer<Boolean> kernel) {
        this.kernel = kernel;
    }

    IrqLine join() {
        return new Input();
    }

    /** The kernel is told under the lock, so that it hears of changes in their order. */
    private synchronized void change(boolean up) {
        int before = high;
        high += up ? 1 : -1;
        if ((before == 0) != (high == 0)) {
            kernel.accept(up);
        }
    }

    private final class Input implements IrqLine {

        private boolean level;

        @Override
        public synchronized void level(boolean value) {
            if (value != level) {
                change(value);
                level = value;
            }
        }
    }
}

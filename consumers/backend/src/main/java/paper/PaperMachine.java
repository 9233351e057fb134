package paper;

import io.hv.backend.ConsoleBuffer;
import io.hv.backend.Machine;
import io.hv.backend.MachineEnd;
import io.hv.backend.MachineListener;
import java.nio.charset.StandardCharsets;

/** One run of a note. It has no thread: it acts on the threads of those who act on it. */
final class PaperMachine implements Machine {

    private final PaperNote note;
    private final ConsoleBuffer console;
    private final MachineListener listener;
    private boolean begun;
    private boolean ended;

    PaperMachine(PaperNote note, ConsoleBuffer console, MachineListener listener) {
        this.note = note;
        this.console = console;
        this.listener = listener;
    }

    @Override
    public synchronized void resume() {
        if (!begun) {
            begun = true;
            reset();
        }
    }

    @Override
    public void suspend() {
        // Paper stands still anyway.
    }

    @Override
    public synchronized void reset() {
        if (!ended) {
            for (byte each : note.text().getBytes(StandardCharsets.UTF_8)) {
                console.output(each);
            }
        }
    }

    @Override
    public void requestShutdown() {
        synchronized (this) {
            if (ended || !note.heeds()) {
                return;
            }
            ended = true;
        }
        listener.ended(MachineEnd.shutDown());
    }

    @Override
    public synchronized void close() {
        ended = true;
    }
}

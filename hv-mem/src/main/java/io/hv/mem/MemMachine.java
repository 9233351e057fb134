package io.hv.mem;

import io.hv.ByteSize;
import io.hv.CrashReport;
import io.hv.DiskStatistics;
import io.hv.DomainState;
import io.hv.DomainStatus;
import io.hv.InvalidStateException;
import io.hv.StateReason;
import io.hv.backend.CloneFacts;
import io.hv.backend.ConsoleBuffer;
import io.hv.backend.Machine;
import io.hv.backend.MachineEnd;
import io.hv.backend.MachineImage;
import io.hv.backend.MachineListener;
import io.hv.backend.SavedMachine;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * One run of a guest that plays {@link MemGuest}. It has no thread: it acts on the threads of those who act on it. It
 * holds its lock while it calls the console, never while it calls the listener; neither calls back meanwhile.
 */
final class MemMachine implements Machine {

    private enum Phase {
        OFF,
        RUNNING,
        PAUSED,
        ENDED
    }

    private final String name;
    private final MemGuest guest;
    private final MemDisks disks;
    private final ConsoleBuffer console;
    private final MachineListener listener;
    private final Injections injections;
    private final boolean reports;
    private final Map<Path, SavedMachine> files;

    private final Object lock = new Object();
    private final ByteArrayOutputStream typed = new ByteArrayOutputStream();
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private Phase phase = Phase.OFF;
    private boolean obedient;
    /** Nanoseconds until it stopped last, and when it began to run again. */
    private long ranFor;

    private long ranSince;
    /** It goes on where another one was: it has played already. */
    private boolean played;

    MemMachine(
            String name,
            MemGuest guest,
            MemDisks disks,
            ConsoleBuffer console,
            MachineListener listener,
            Injections injections,
            boolean reports,
            Map<Path, SavedMachine> files) {
        this.name = name;
        this.guest = guest;
        this.disks = disks;
        this.console = console;
        this.listener = listener;
        this.injections = injections;
        this.reports = reports;
        this.files = files;
        this.obedient = guest.isObedient();
    }

    /** Goes on where another one was. */
    static MemMachine of(MemImage image, MemMachine fresh) {
        synchronized (fresh.lock) {
            fresh.typed.writeBytes(image.typed().getBytes(StandardCharsets.UTF_8));
            fresh.line.writeBytes(image.line().getBytes(StandardCharsets.UTF_8));
            fresh.obedient = image.obedient();
            fresh.played = true;
        }
        return fresh;
    }

    // ---- the host's side

    @Override
    public CloneFacts cloneFacts() {
        return MemImage.FACTS;
    }

    @Override
    public MachineImage image() {
        injections.called(MemOperation.IMAGE);
        synchronized (lock) {
            if (phase == Phase.ENDED) {
                throw new InvalidStateException("'" + name + "' has ended", "start it again");
            }
            return new MemImage(
                    guest,
                    typed.toString(StandardCharsets.UTF_8),
                    line.toString(StandardCharsets.UTF_8),
                    obedient,
                    files,
                    injections);
        }
    }

    @Override
    public void resume() {
        boolean first;
        synchronized (lock) {
            first = phase == Phase.OFF;
        }
        if (!first) {
            injections.called(MemOperation.RESUME);
        }
        if (!move(first ? Phase.OFF : Phase.PAUSED, Phase.RUNNING)) {
            return;
        }
        if (first) {
            console.onInput(this::read);
            if (!played) {
                play();
            }
        } else {
            read();
        }
    }

    @Override
    public void suspend() {
        injections.called(MemOperation.SUSPEND);
        move(Phase.RUNNING, Phase.PAUSED);
    }

    @Override
    public void reset() {
        injections.called(MemOperation.RESET);
        synchronized (lock) {
            if (phase != Phase.RUNNING) {
                return;
            }
            line.reset();
            obedient = guest.isObedient();
        }
        play();
    }

    @Override
    public void requestShutdown() {
        injections.called(MemOperation.SHUTDOWN);
        boolean obeys;
        synchronized (lock) {
            obeys = obedient && phase == Phase.RUNNING;
        }
        if (obeys && move(Phase.RUNNING, Phase.ENDED)) {
            listener.ended(MachineEnd.shutDown());
        }
    }

    @Override
    public ByteSize diskCapacity(String target) {
        return disks.get(target).capacity();
    }

    @Override
    public void resizeDisk(String target, ByteSize capacity) {
        injections.called(MemOperation.DISK_RESIZE);
        disks.get(target).resize(capacity);
    }

    @Override
    public DiskStatistics diskStatistics(String target) {
        injections.called(MemOperation.DISK_STATISTICS);
        return disks.get(target).statistics();
    }

    /** That of one processor, which a guest that plays keeps busy while it runs. */
    @Override
    public Duration cpuTime() {
        injections.called(MemOperation.STATISTICS);
        synchronized (lock) {
            return Duration.ofNanos(ranFor + (phase == Phase.RUNNING ? System.nanoTime() - ranSince : 0));
        }
    }

    @Override
    public void close() {
        synchronized (lock) {
            enter(Phase.ENDED);
        }
        injections.called(MemOperation.DESTROY);
    }

    @Override
    public Map<String, String> evidence() {
        String all = typed();
        return all.isEmpty() ? Map.of() : Map.of("typed.txt", all);
    }

    // ---- the guest's side

    private void play() {
        output(guest.text());
        guest.marker().ifPresent(listener::marked);
        switch (guest.end()) {
            case RUNS_ON -> {}
            case SHUTS_DOWN -> end(MachineEnd.shutDown());
            case CRASHES -> end(crashed(guest.crash()));
        }
    }

    private MachineEnd crashed(Optional<CrashReport> report) {
        return new MachineEnd(
                DomainStatus.of(DomainState.CRASHED, StateReason.CRASHED), reports ? report : Optional.empty());
    }

    private void end(MachineEnd end) {
        if (move(Phase.RUNNING, Phase.ENDED)) {
            listener.ended(end);
        }
    }

    void print(String text) {
        requireRunning();
        output(text);
    }

    private void output(String text) {
        for (byte value : text.getBytes(StandardCharsets.UTF_8)) {
            console.output(value);
        }
    }

    String typed() {
        synchronized (lock) {
            return typed.toString(StandardCharsets.UTF_8);
        }
    }

    void mark(int value) {
        if (value < 0 || value > 0xff) {
            throw new IllegalArgumentException("a marker is 0 to 255, not " + value);
        }
        requireRunning();
        listener.marked(value);
    }

    void crash(CrashReport report) {
        requireRunning();
        end(crashed(Optional.of(report)));
    }

    void shutDown() {
        requireRunning();
        end(MachineEnd.shutDown());
    }

    void obeyShutdown(boolean obey) {
        synchronized (lock) {
            obedient = obey;
        }
    }

    void breakRule(String device, String rule) {
        requireRunning();
        listener.guestFault(device, rule);
    }

    void readDisk(String target, ByteSize bytes) {
        requireRunning();
        disks.get(target).read(bytes);
    }

    void writeDisk(String target, ByteSize bytes) {
        requireRunning();
        MemDisk disk = disks.get(target);
        if (disk.isReadOnly()) {
            throw new InvalidStateException(
                    "the disk '" + target + "' of '" + name + "' is read-only", "attach it without readOnly()");
        }
        disk.write(bytes);
    }

    /** Takes what was sent, as long as the guest runs. */
    private void read() {
        while (true) {
            synchronized (lock) {
                int value = phase == Phase.RUNNING ? console.input() : -1;
                if (value < 0) {
                    return;
                }
                typed.write(value);
                if (guest.isEchoing()) {
                    console.output((byte) value);
                }
                output(answer(value));
            }
        }
    }

    private String answer(int value) {
        if (value != '\n' && value != '\r') {
            line.write(value);
            return "";
        }
        String complete = line.toString(StandardCharsets.UTF_8);
        line.reset();
        return guest.answer(complete).orElse("");
    }

    private boolean move(Phase from, Phase to) {
        synchronized (lock) {
            if (phase != from) {
                return false;
            }
            enter(to);
            return true;
        }
    }

    /** Under the lock. */
    private void enter(Phase next) {
        long now = System.nanoTime();
        ranFor += phase == Phase.RUNNING ? now - ranSince : 0;
        ranSince = now;
        phase = next;
    }

    private void requireRunning() {
        Phase now;
        synchronized (lock) {
            now = phase;
        }
        if (now != Phase.RUNNING) {
            throw new InvalidStateException(
                    "the guest of '" + name + "' does not run: it is " + now, "start or resume the domain first");
        }
    }
}

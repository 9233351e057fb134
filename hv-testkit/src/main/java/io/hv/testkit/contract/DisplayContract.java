package io.hv.testkit.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hv.Display;
import io.hv.DisplayModel;
import io.hv.Domain;
import io.hv.Feature;
import io.hv.InvalidStateException;
import io.hv.NotFoundException;
import io.hv.Screenshot;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Screens and keyboards of domains. */
@Contract
public class DisplayContract {

    /** KEY_ENTER. */
    private static final int ENTER = 28;

    /** For JUnit, which creates it. */
    public DisplayContract() {}

    private static Domain defined(Bench bench) {
        bench.needs(Feature.DISPLAY, Feature.DEFINE);
        return bench.define(bench.idle().edit(spec -> spec.display(DisplayModel.VGA)));
    }

    static Domain running(Bench bench) {
        Domain domain = defined(bench);
        domain.start();
        return domain;
    }

    /** It is what it was asked to be, and an edit changes it. */
    @Test
    public void asSaid(Bench bench) {
        bench.needs(Feature.EDIT);
        Domain domain = defined(bench);
        assertEquals(Optional.of(DisplayModel.VGA), domain.spec().display());
        assertEquals(domain, domain.display().domain());
        domain.edit(spec -> spec.noDisplay());
        assertEquals(Optional.empty(), domain.spec().display());
        domain.edit(spec -> spec.display(DisplayModel.VGA));
        assertEquals(Optional.of(DisplayModel.VGA), domain.spec().display());
    }

    /** A picture of what is there; the same again of a machine that stands still. */
    @Test
    public void pictures(Bench bench) {
        bench.needs(Feature.SUSPEND);
        Domain domain = running(bench);
        domain.suspend();
        Screenshot one = domain.display().screenshot();
        assertTrue(one.width() >= 320 && one.height() >= 200, one::toString);
        assertEquals(one, Screenshot.of(one.bytes()));
        assertEquals(one, bench.open().domain(domain.uuid()).display().screenshot());
    }

    /** What the guest shows is seen. */
    @Test
    public void changes(Bench bench) {
        bench.needs(Feature.GUEST_CODE, Feature.START_PAUSED);
        Domain domain = defined(bench);
        domain.start(io.hv.StartFlag.PAUSED);
        Screenshot first = domain.display().screenshot();
        domain.resume();
        Instant deadline = Instant.now().plus(bench.patience());
        while (domain.display().screenshot().equals(first)) {
            assertTrue(Instant.now().isBefore(deadline), "nothing is shown");
        }
    }

    /** Only a machine that runs, or stands still, has a screen and a keyboard to press. */
    @Test
    public void whileActive(Bench bench) {
        Domain domain = defined(bench);
        Display display = domain.display();
        Told.of(assertThrows(InvalidStateException.class, display::screenshot), domain.name());
        Told.of(assertThrows(InvalidStateException.class, () -> display.press(Duration.ZERO, ENTER)), domain.name());
        domain.start();
        display.press(Duration.ofMillis(10), ENTER);
        domain.destroy();
        assertThrows(InvalidStateException.class, display::screenshot);
        domain.undefine();
        assertThrows(NotFoundException.class, display::screenshot);
    }

    /** Keys that cannot be are refused. */
    @Test
    public void keysThatCannotBe(Bench bench) {
        Display display = running(bench).display();
        int[] many = IntStream.rangeClosed(1, Display.MOST_KEYS + 1).toArray();
        assertThrows(IllegalArgumentException.class, () -> display.press(Duration.ZERO));
        assertThrows(IllegalArgumentException.class, () -> display.press(Duration.ZERO, many));
        assertThrows(IllegalArgumentException.class, () -> display.press(Duration.ofMillis(-1), ENTER));
        assertThrows(IllegalArgumentException.class, () -> display.press(Display.LONGEST_PRESS.plusMillis(1), ENTER));
    }

    /** A machine without a graphics card has no screen, and says what helps. */
    @Test
    public void without(Bench bench) {
        bench.needs(Feature.DISPLAY);
        Domain domain = bench.running();
        Told.of(assertThrows(NotFoundException.class, domain.display()::screenshot), domain.name());
    }
}

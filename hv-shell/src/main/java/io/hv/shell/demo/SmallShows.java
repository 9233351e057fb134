package io.hv.shell.demo;

import static io.hv.shell.demo.SmallGuestShow.PATIENCE;

import io.hv.guests.SmallGuests;
import java.util.List;

/** The small guests, in the order in which they are shown: from a first instruction to a crash. */
final class SmallShows {

    private static final String END_OF_INPUT = "\u0004";

    private SmallShows() {}

    static List<Show> all() {
        return List.of(
                SmallGuestShow.of(SmallGuests.helloReal()),
                SmallGuestShow.of(SmallGuests.helloProtected()),
                SmallGuestShow.of(SmallGuests.helloLong()),
                SmallGuestShow.of(SmallGuests.helloElf32()),
                SmallGuestShow.of(SmallGuests.helloElf64()),
                SmallGuestShow.of(SmallGuests.multibootElf()),
                SmallGuestShow.of(SmallGuests.multibootFlat()),
                echo(),
                SmallGuestShow.of(SmallGuests.counter()),
                SmallGuestShow.of(SmallGuests.pitTimer()),
                SmallGuestShow.of(SmallGuests.lapicTimer()),
                SmallGuestShow.of(SmallGuests.smp()).vcpus(2),
                edges(),
                SmallGuestShow.of(SmallGuests.debugExit()),
                powerButton(),
                SmallGuestShow.of(SmallGuests.panic()),
                SmallGuestShow.of(SmallGuests.tripleFault()));
    }

    private static Show echo() {
        return SmallGuestShow.of(SmallGuests.echo()).talk((domain, console) -> {
            console.expect("echo ready\n", PATIENCE);
            console.send("hello, guest");
            console.expect("hello, guest", PATIENCE);
            console.send(END_OF_INPUT);
        });
    }

    private static Show powerButton() {
        return SmallGuestShow.of(SmallGuests.powerButton()).talk((domain, console) -> {
            console.expect("waiting for the power button", PATIENCE);
            domain.shutdown().await(PATIENCE);
        });
    }

    private static Show edges() {
        return SmallGuestShow.of(SmallGuests.edges()
                .with("lowEnd", SmallGuestShow.memory().bytes())
                .with("highEnd", 0));
    }
}

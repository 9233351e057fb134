package io.hv.kvm.machine;

import io.hv.kvm.board.MicroBoard;

/**
 * Where threads that are not the machine's own enter its devices: only while it runs. What comes while it stands still is
 * felt when it goes on. For any thread.
 */
final class OutsideDoor {

    private final MicroBoard board;
    private boolean open;
    private boolean buttonPressed;

    /** A closed door. */
    OutsideDoor(MicroBoard board) {
        this.board = board;
    }

    synchronized void pressPowerButton() {
        if (open) {
            board.pressPowerButton();
        } else {
            buttonPressed = true;
        }
    }

    synchronized void serialInputReady() {
        if (open) {
            board.serial().inputReady();
        }
    }

    /** Does something to a device that looks for itself when the machine goes on; nothing while it stands still. */
    synchronized void enter(Runnable action) {
        if (open) {
            action.run();
        }
    }

    /** Lets the world in again, and what it wanted meanwhile. */
    synchronized void open() {
        open = true;
        board.serial().inputReady();
        if (buttonPressed) {
            buttonPressed = false;
            board.pressPowerButton();
        }
    }

    /** When it returns, nobody from outside is in a device, or comes in. */
    synchronized void close() {
        open = false;
    }
}

package io.hv.shell.net;

import io.hv.Capture;

/** A capture whose file is whole also where a signal ends the process, such as that of Ctrl-C. */
final class WholeCapture implements AutoCloseable {

    private final Capture capture;
    private final Thread atExit;

    private WholeCapture(Capture capture) {
        this.capture = capture;
        this.atExit = new Thread(capture::close, "hv/capture/exit");
    }

    static WholeCapture of(Capture capture) {
        WholeCapture whole = new WholeCapture(capture);
        Runtime.getRuntime().addShutdownHook(whole.atExit);
        return whole;
    }

    @Override
    public void close() {
        try {
            capture.close();
        } finally {
            removeHook();
        }
    }

    private void removeHook() {
        try {
            boolean unused = Runtime.getRuntime().removeShutdownHook(atExit);
        } catch (IllegalStateException e) {
            // The process is ending, and closes it a second time, which does nothing.
        }
    }
}

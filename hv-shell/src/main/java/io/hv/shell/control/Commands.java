package io.hv.shell.control;

import java.io.PrintWriter;

/** Runs commands that another process has sent. Called by a thread for each, and interrupted when nobody waits for it any more. */
@FunctionalInterface
public interface Commands {

    /**
     * Runs one, to its end.
     *
     * @param out what it prints
     * @param err what it says of errors
     * @return its status
     */
    int run(Request request, PrintWriter out, PrintWriter err);
}

package io.hv.sketch;

/** A network that is gone when its handle is closed. */
public interface TransientNetwork extends Network, AutoCloseable {

    @Override
    void close();
}

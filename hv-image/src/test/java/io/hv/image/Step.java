package io.hv.image;

/**
 * What is done to a disk in a history. Its numbers fit every disk, so that a history without one of its steps is a history,
 * too: a place is taken modulo the disk's size, and what cannot be done just then is left out. Immutable.
 */
sealed interface Step {

    /** Does it. */
    void on(SteppedDisk disk);

    record Write(int at, int length, int seed) implements Step {
        @Override
        public void on(SteppedDisk disk) {
            disk.write(at, length, seed);
        }
    }

    /** One cluster. */
    record Compressed(int at, int seed) implements Step {
        @Override
        public void on(SteppedDisk disk) {
            disk.writeCompressed(at, seed);
        }
    }

    record Zero(int at, int length) implements Step {
        @Override
        public void on(SteppedDisk disk) {
            disk.zero(at, length);
        }
    }

    record Discard(int at, int length) implements Step {
        @Override
        public void on(SteppedDisk disk) {
            disk.discard(at, length);
        }
    }

    record Read(int at, int length) implements Step {
        @Override
        public void on(SteppedDisk disk) {
            disk.read(at, length);
        }
    }

    record Flush() implements Step {
        @Override
        public void on(SteppedDisk disk) {
            disk.flush();
        }
    }

    record Check() implements Step {
        @Override
        public void on(SteppedDisk disk) {
            disk.check();
        }
    }

    record Snapshot() implements Step {
        @Override
        public void on(SteppedDisk disk) {
            disk.snapshot();
        }
    }

    record Apply(int which) implements Step {
        @Override
        public void on(SteppedDisk disk) {
            disk.apply(which);
        }
    }

    record Delete(int which) implements Step {
        @Override
        public void on(SteppedDisk disk) {
            disk.delete(which);
        }
    }

    record Resize(int capacity) implements Step {
        @Override
        public void on(SteppedDisk disk) {
            disk.resize(capacity);
        }
    }

    /** From now on what is written is in a new image over this one. */
    record Overlay() implements Step {
        @Override
        public void on(SteppedDisk disk) {
            disk.overlay();
        }
    }

    /** The image below has all of it; this one is empty, and goes on. */
    record Commit() implements Step {
        @Override
        public void on(SteppedDisk disk) {
            disk.commit();
        }
    }

    /** The overlay is deleted, and the image below it goes on. */
    record Drop() implements Step {
        @Override
        public void on(SteppedDisk disk) {
            disk.drop();
        }
    }
}

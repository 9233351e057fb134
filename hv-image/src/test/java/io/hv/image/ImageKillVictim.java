package io.hv.image;

import java.nio.ByteBuffer;
import java.nio.file.Path;

/**
 * Another process, to be killed at any moment: it makes an image and goes through a history on it, which has no end. After
 * each flush it says which step that was: what was written before is there for good.
 */
final class ImageKillVictim {

    static final String SAID = "flushed ";

    private final Path file;
    private Image image;

    private ImageKillVictim(Path file, CreateOptions options) {
        this.file = file;
        image = Image.create(file, options);
    }

    /** The folder, which of the kinds, and the seed. */
    public static void main(String[] arguments) {
        ImageKillHistory history = new ImageKillHistory(Integer.parseInt(arguments[1]), Long.parseLong(arguments[2]));
        ImageKillVictim victim = new ImageKillVictim(Path.of(arguments[0], ImageKillHistory.IMAGE), history.options());
        victim.image.flush();
        say(0);
        while (true) {
            ImageKillHistory.Step step = history.next();
            victim.make(step);
            if (step.what() == ImageKillHistory.What.FLUSH) {
                say(step.number());
            }
        }
    }

    private static void say(int step) {
        System.out.println(SAID + step);
        System.out.flush();
    }

    private void make(ImageKillHistory.Step step) {
        switch (step.what()) {
            case WRITE -> image.write(step.at(), ByteBuffer.wrap(step.bytes()));
            case COMPRESS -> image.writeCompressed(step.at(), ByteBuffer.wrap(step.bytes()));
            case ZERO -> image.zero(step.at(), step.length());
            case DISCARD -> image.discard(step.at(), step.length());
            case FLUSH -> image.flush();
            case CREATE_SNAPSHOT -> {
                SnapshotInfo unused = image.createSnapshot(step.snapshot());
            }
            case APPLY_SNAPSHOT -> image.applySnapshot(step.snapshot());
            case DELETE_SNAPSHOT -> image.deleteSnapshot(step.snapshot());
            case REOPEN -> {
                image.close();
                image = Image.open(file, OpenOptions.format(ImageFormat.QCOW2).writable());
            }
        }
    }
}

package io.hv.kvm.virtio.fs;

import io.hv.kvm.device.RequestReader;
import io.hv.kvm.memory.GuestMemory;
import io.hv.kvm.virtio.BrokenRule;
import io.hv.kvm.virtio.Chain;
import io.hv.kvm.virtio.Rule;

/**
 * Reads requests, and has a folder do what they ask (virtio 1.2, 5.11.6). Safe for several threads.
 *
 * <pre>
 * readable: length 4, opcode 4, unique 8, node 8, uid 4, gid 4, pid 4, extensions 2, padding 2; the body
 * writable: length 4, error 4, unique 8; the answer
 * </pre>
 */
final class FuseRequests {

    static final int HEADER = 40;

    /** A page has room for 254. */
    private static final int MOST_FORGOTTEN = 1 << 16;

    private final SharedFolder folder;
    private final Operations operations;
    private final Transfers transfers;
    private final ThreadLocal<Body> bodies = ThreadLocal.withInitial(Body::new);
    private final ThreadLocal<Answer> answers = ThreadLocal.withInitial(Answer::new);

    FuseRequests(SharedFolder folder, GuestMemory memory) {
        this.folder = folder;
        this.operations = new Operations(folder);
        this.transfers = new Transfers(folder, memory);
    }

    /** Does one request, and answers it if that is wanted. */
    void handle(boolean urgentQueue, Chain chain) {
        RequestReader in = chain.reader();
        long all = in.remaining();
        long length = Integer.toUnsignedLong(in.readInt());
        int opcode = in.readInt();
        long unique = in.readLong();
        long node = in.readLong();
        in.skip(2 * Long.BYTES);
        if (length < HEADER || length > all) {
            throw new BrokenRule(Rule.FS_LENGTH);
        }
        if (Opcode.isUrgent(opcode) != urgentQueue) {
            throw new BrokenRule(Rule.FS_QUEUE);
        }
        if (urgentQueue) {
            forget(in, opcode, node, length - HEADER);
            return;
        }
        Answer.need(chain.writer(), 0);
        try {
            answer(chain, opcode, unique, node, length - HEADER);
        } catch (FsError e) {
            Answer.refuse(chain.writer(), unique, e.number());
        }
    }

    private void forget(RequestReader in, int opcode, long node, long length) {
        switch (opcode) {
            case Opcode.FORGET -> {
                need(length, Long.BYTES);
                folder.forget(node, in.readLong());
            }
            case Opcode.BATCH_FORGET -> {
                need(length, Long.BYTES);
                long count = Integer.toUnsignedLong(in.readInt());
                in.skip(Integer.BYTES);
                if (count > MOST_FORGOTTEN) {
                    throw new BrokenRule(Rule.FS_LENGTH);
                }
                need(length, Long.BYTES + count * 2 * Long.BYTES);
                for (long i = 0; i < count; i++) {
                    long each = in.readLong();
                    folder.forget(each, in.readLong());
                }
            }
            default -> {
                // An interrupt: requests here end by themselves, and the interrupted one is answered as any other.
            }
        }
    }

    private static void need(long length, long bytes) {
        if (length < bytes) {
            throw new BrokenRule(Rule.REQUEST_TOO_SHORT);
        }
    }

    private void answer(Chain chain, int opcode, long unique, long node, long length) {
        switch (opcode) {
            case Opcode.READ -> transfers.read(body(chain, length, Transfers.ARGUMENTS), chain, unique);
            case Opcode.WRITE -> transfers.write(body(chain, length, Transfers.ARGUMENTS), chain, unique, length);
            default -> {
                if (!operations.knows(opcode)) {
                    throw new FsError(FsError.ENOSYS);
                }
                if (length > Body.MOST) {
                    throw new FsError(FsError.ENAMETOOLONG);
                }
                Answer answer = answers.get();
                answer.begin();
                Body body = body(chain, length, (int) length);
                operations.perform(opcode, node, body, answer, chain.writer().remaining() - Answer.HEADER);
                answer.send(chain.writer(), unique);
            }
        }
    }

    /** The first bytes of a body. */
    private Body body(Chain chain, long length, int wanted) {
        need(length, wanted);
        Body body = bodies.get();
        chain.reader().read(body.room(), 0, wanted);
        body.begin(wanted);
        return body;
    }
}

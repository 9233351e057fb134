package io.hv.kvm.net.tap;

import io.hv.nativeaccess.Fd;
import io.hv.nativeaccess.NativeException;
import io.hv.nativeaccess.NativeMemory;
import java.nio.ByteBuffer;

/** RTM_NEWADDR of rtnetlink(7): an interface is to have an address more, which is used at once. */
final class NewAddress {

    private static final String CALL = "rtnetlink(RTM_NEWADDR)";
    private static final short TYPE = 20; // RTM_NEWADDR
    private static final short FLAGS = 0x605; // NLM_F_REQUEST | NLM_F_ACK | NLM_F_EXCL | NLM_F_CREATE
    private static final byte AF_INET = 2;
    private static final byte AF_INET6 = 10;
    private static final byte NO_DAD = 2; // IFA_F_NODAD
    private static final short NETWORK_ADDRESS = 1; // IFA_ADDRESS
    private static final short LOCAL_ADDRESS = 2; // IFA_LOCAL
    private static final int V4_BYTES = 4;
    private static final int HEADER = 16;
    private static final int BODY = 8;
    private static final int ATTRIBUTE = 4;
    private static final int ANSWER = 1024;

    private final NativeMemory memory;

    private NewAddress(NativeMemory memory) {
        this.memory = memory;
    }

    static NewAddress request(int index, byte[] address, int prefix) {
        boolean v6 = address.length > V4_BYTES;
        int size = HEADER + BODY + 2 * (ATTRIBUTE + address.length);
        NativeMemory memory = NativeMemory.allocate(size);
        ByteBuffer to = memory.buffer().duplicate().order(memory.buffer().order());
        to.putInt(size).putShort(TYPE).putShort(FLAGS).putInt(1).putInt(0);
        to.put(v6 ? AF_INET6 : AF_INET).put((byte) prefix).put(v6 ? NO_DAD : 0).put((byte) 0);
        to.putInt(index);
        for (short kind : new short[] {LOCAL_ADDRESS, NETWORK_ADDRESS}) {
            to.putShort((short) (ATTRIBUTE + address.length)).putShort(kind).put(address);
        }
        return new NewAddress(memory);
    }

    /** Asks, and takes the kernel's word. */
    void send(Fd routes) {
        long written = routes.write(memory, memory.size());
        NativeMemory answer = NativeMemory.allocate(ANSWER);
        long read = written < 0 ? written : routes.read(answer, ANSWER);
        if (read < 0) {
            throw new NativeException(CALL, (int) -read);
        }
        // NLMSG_ERROR: behind the header is an error number, negated; 0 says that all is well.
        int error = answer.buffer().getInt(HEADER);
        if (error != 0) {
            throw new NativeException(CALL, -error);
        }
    }
}

/*
 * The peer of hv-bench: the same work in plain C, measured in the same run.
 *
 *   peer exits FILE LOAD     one machine on /dev/kvm, whose guest FILE, loaded at LOAD (hexadecimal), leaves for ever
 *   peer loop FILE           no machine: a filter answers every KVM request with 0, and FILE is the page kvm_run
 *   peer create FILE LOAD    each line on stdin is a machine from nothing to its first exit, answered by nanoseconds
 *
 * exits and loop read lines of three numbers, LEAD STEP MARKS: take LEAD exits, then note the time, then again after
 * every STEP exits, MARKS times in all. The answer is a line with the MARKS - 1 differences in nanoseconds.
 *
 * The machine is what hv makes: interrupt controllers, PIT, one vCPU, 128 MiB on a memfd, and page tables that map the
 * first 4 GiB to themselves.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/kvm.h>
#include <linux/seccomp.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

#define RAM_SIZE (128ull << 20)
#define PML4 0x9000ull
#define PDPT 0xa000ull
#define PD 0xb000ull
#define TSS_ADDRESS 0xfeffd000ull
#define IDENTITY_ADDRESS 0xfeffc000ull

struct machine {
    int vm, vcpu, ram_fd;
    uint8_t *ram;
    struct kvm_run *run;
    size_t run_size;
};

static uint8_t guest[1 << 16];
static size_t guest_size;
static uint64_t load_address;
static int kvm;
static volatile uint32_t sink;

static void die(const char *what)
{
    fprintf(stderr, "peer: %s: %s\n", what, strerror(errno));
    exit(1);
}

static int call(int fd, unsigned long request, void *argument, const char *name)
{
    int result;
    do
        result = ioctl(fd, request, argument);
    while (result < 0 && errno == EINTR);
    if (result < 0)
        die(name);
    return result;
}
#define CALL(fd, request, argument) call(fd, request, (void *)(uintptr_t)(argument), #request)

static uint64_t now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return t.tv_sec * 1000000000ull + t.tv_nsec;
}

static void page_tables(uint8_t *ram)
{
    uint64_t *pml4 = (void *)(ram + PML4), *pdpt = (void *)(ram + PDPT), *pd = (void *)(ram + PD);
    pml4[0] = PDPT | 3;
    for (int i = 0; i < 4; i++)
        pdpt[i] = (PD + i * 0x1000) | 3;
    for (uint64_t i = 0; i < 4 * 512; i++)
        pd[i] = i << 21 | 0x83;
}

static void long_mode(int vcpu)
{
    struct kvm_sregs s;
    CALL(vcpu, KVM_GET_SREGS, &s);
    struct kvm_segment code = {.limit = ~0u, .selector = 0x10, .type = 11, .present = 1, .s = 1, .l = 1, .g = 1};
    struct kvm_segment data = {.limit = ~0u, .selector = 0x18, .type = 3, .present = 1, .s = 1, .db = 1, .g = 1};
    s.cs = code;
    s.ds = s.es = s.fs = s.gs = s.ss = data;
    s.cr0 = 0x80000031;
    s.cr3 = PML4;
    s.cr4 = 0x20;
    s.efer = 0x500;
    CALL(vcpu, KVM_SET_SREGS, &s);
    struct kvm_regs r = {.rip = load_address, .rflags = 2};
    CALL(vcpu, KVM_SET_REGS, &r);
}

static struct machine create(void)
{
    struct machine m;
    m.vm = CALL(kvm, KVM_CREATE_VM, 0);
    CALL(m.vm, KVM_SET_TSS_ADDR, TSS_ADDRESS);
    uint64_t identity = IDENTITY_ADDRESS;
    CALL(m.vm, KVM_SET_IDENTITY_MAP_ADDR, &identity);
    m.ram_fd = memfd_create("peer", MFD_CLOEXEC);
    if (m.ram_fd < 0 || ftruncate(m.ram_fd, RAM_SIZE) < 0)
        die("memfd");
    m.ram = mmap(NULL, RAM_SIZE, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_NORESERVE, m.ram_fd, 0);
    if (m.ram == MAP_FAILED)
        die("mmap of RAM");
    struct kvm_userspace_memory_region region = {.memory_size = RAM_SIZE, .userspace_addr = (uintptr_t)m.ram};
    CALL(m.vm, KVM_SET_USER_MEMORY_REGION, &region);
    CALL(m.vm, KVM_CREATE_IRQCHIP, 0);
    struct kvm_pit_config pit = {.flags = KVM_PIT_SPEAKER_DUMMY};
    CALL(m.vm, KVM_CREATE_PIT2, &pit);
    m.vcpu = CALL(m.vm, KVM_CREATE_VCPU, 0);
    m.run_size = CALL(kvm, KVM_GET_VCPU_MMAP_SIZE, 0);
    m.run = mmap(NULL, m.run_size, PROT_READ | PROT_WRITE, MAP_SHARED, m.vcpu, 0);
    if (m.run == MAP_FAILED)
        die("mmap of kvm_run");
    struct {
        struct kvm_cpuid2 head;
        struct kvm_cpuid_entry2 entries[256];
    } cpuid = {.head.nent = 256};
    CALL(kvm, KVM_GET_SUPPORTED_CPUID, &cpuid);
    CALL(m.vcpu, KVM_SET_CPUID2, &cpuid);
    memcpy(m.ram + load_address, guest, guest_size);
    page_tables(m.ram);
    long_mode(m.vcpu);
    return m;
}

static void destroy(struct machine *m)
{
    munmap(m->run, m->run_size);
    close(m->vcpu);
    close(m->vm);
    munmap(m->ram, RAM_SIZE);
    close(m->ram_fd);
}

/* One exit, and what a monitor does about it. */
static void step(struct machine *m)
{
    CALL(m->vcpu, KVM_RUN, 0);
    struct kvm_run *run = m->run;
    switch (run->exit_reason) {
    case KVM_EXIT_IO: {
        uint8_t *data = (uint8_t *)run + run->io.data_offset;
        if (run->io.direction == KVM_EXIT_IO_OUT)
            sink = data[0];
        else
            memset(data, 0xff, run->io.size * run->io.count);
        break;
    }
    case KVM_EXIT_MMIO:
        if (run->mmio.is_write)
            sink = run->mmio.data[0];
        else
            memset(run->mmio.data, 0xff, run->mmio.len);
        break;
    default:
        fprintf(stderr, "peer: unexpected exit %u\n", run->exit_reason);
        exit(1);
    }
}

/* Takes exits and answers with the time between the marks. */
static void measure(struct machine *m, long lead, long step_size, long marks)
{
    uint64_t *times = malloc(marks * sizeof *times);
    if (!times)
        die("malloc");
    /* Touched now, so that no page fault is measured. */
    memset(times, 1, marks * sizeof *times);
    for (long i = 0; i < lead; i++)
        step(m);
    times[0] = now();
    for (long mark = 1; mark < marks; mark++) {
        for (long i = 0; i < step_size; i++)
            step(m);
        times[mark] = now();
    }
    for (long mark = 1; mark < marks; mark++)
        printf("%llu ", (unsigned long long)(times[mark] - times[mark - 1]));
    printf("\n");
    fflush(stdout);
    free(times);
}

static void serve(struct machine *m)
{
    char line[128];
    while (fgets(line, sizeof line, stdin)) {
        long lead, step_size, marks;
        if (sscanf(line, "%ld %ld %ld", &lead, &step_size, &marks) != 3 || marks < 2) {
            fprintf(stderr, "peer: not LEAD STEP MARKS: %s", line);
            exit(2);
        }
        measure(m, lead, step_size, marks);
    }
}

static void serve_creations(void)
{
    char line[128];
    while (fgets(line, sizeof line, stdin)) {
        uint64_t start = now();
        struct machine m = create();
        step(&m);
        uint64_t end = now();
        destroy(&m);
        printf("%llu\n", (unsigned long long)(end - start));
        fflush(stdout);
    }
}

/* From now on the kernel answers KVM's requests with 0 instead of looking at the file. */
static void filter_requests(void)
{
    struct sock_filter code[] = {
        BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, arch)),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, AUDIT_ARCH_X86_64, 0, 6),
        BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr)),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_ioctl, 0, 4),
        BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, args[1])),
        BPF_STMT(BPF_ALU | BPF_AND | BPF_K, 0xff00),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, KVMIO << 8, 0, 1),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | 0),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
    };
    struct sock_fprog program = {.len = sizeof code / sizeof *code, .filter = code};
    if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) || prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program, 0, 0))
        die("seccomp");
}

/* A vCPU that is only its page: every run is the exit that stands in it. */
static struct machine stand_in(void)
{
    struct machine m = {.vm = -1, .run_size = guest_size};
    m.vcpu = memfd_create("peer", MFD_CLOEXEC);
    if (m.vcpu < 0 || write(m.vcpu, guest, guest_size) != (ssize_t)guest_size)
        die("memfd");
    m.run = mmap(NULL, m.run_size, PROT_READ | PROT_WRITE, MAP_SHARED, m.vcpu, 0);
    if (m.run == MAP_FAILED)
        die("mmap of kvm_run");
    filter_requests();
    return m;
}

static void read_file(const char *path)
{
    FILE *file = fopen(path, "rb");
    if (!file)
        die(path);
    guest_size = fread(guest, 1, sizeof guest, file);
    fclose(file);
}

static int usage(void)
{
    fprintf(stderr, "usage: peer exits FILE LOAD | peer create FILE LOAD | peer loop FILE\n");
    return 2;
}

int main(int argc, char **argv)
{
    if (argc < 3)
        return usage();
    read_file(argv[2]);
    if (!strcmp(argv[1], "loop") && argc == 3) {
        struct machine m = stand_in();
        serve(&m);
        return 0;
    }
    if (argc != 4)
        return usage();
    load_address = strtoull(argv[3], NULL, 16);
    kvm = open("/dev/kvm", O_RDWR | O_CLOEXEC);
    if (kvm < 0)
        die("/dev/kvm");
    if (!strcmp(argv[1], "create")) {
        serve_creations();
        return 0;
    }
    if (strcmp(argv[1], "exits"))
        return usage();
    struct machine m = create();
    serve(&m);
    destroy(&m);
    return 0;
}

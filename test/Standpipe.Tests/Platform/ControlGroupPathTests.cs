using Standpipe.Platform.Linux;

namespace Standpipe.Tests.Platform;

/// <summary>Where a process's control group is, on machines of all kinds.</summary>
public class ControlGroupPathTests
{
    [Theory]
    [InlineData("30 23 0:26 / /sys/fs/cgroup rw,nosuid shared:9 - cgroup2 cgroup2 rw", "0::/user.slice/a.scope", "/sys/fs/cgroup/user.slice/a.scope")]
    [InlineData("30 23 0:26 / /sys/fs/cgroup rw - cgroup2 cgroup2 rw", "0::/", "/sys/fs/cgroup")]
    [InlineData("40 30 0:37 / /sys/fs/cgroup/unified rw - cgroup2 cgroup2 rw", "9:name=systemd:/b\n4:memory:/c\n0::/a", "/sys/fs/cgroup/unified/a")]
    [InlineData("31 30 0:27 / /sys/fs/cgroup/memory rw - cgroup cgroup rw,memory\n40 30 0:37 / /mnt rw - cgroup2 none rw", "4:memory:/c\n0::/a", "/mnt/a")]
    [InlineData("30 23 0:26 /docker/1 /sys/fs/cgroup ro - cgroup2 cgroup2 rw", "0::/docker/1", "/sys/fs/cgroup")]
    [InlineData("30 23 0:26 /docker/1 /sys/fs/cgroup ro - cgroup2 cgroup2 rw", "0::/docker/1/x/y", "/sys/fs/cgroup/x/y")]
    [InlineData("30 23 0:26 /other /a rw - cgroup2 cgroup2 rw\n31 23 0:26 / /b rw - cgroup2 cgroup2 rw", "0::/own", "/b/own")]
    [InlineData(@"30 23 0:26 /a\040b /sys/my\134fs rw - cgroup2 cgroup2 rw", "0::/a b/c", @"/sys/my\fs/c")]
    [InlineData("30 23 0:26 / / rw - cgroup2 cgroup2 rw", "0::/a", "/a")]
    public void Locate_Shown_GivesTheDirectory(string mounts, string memberships, string directory) =>
        Assert.Equal(directory, ControlGroupPath.Locate(mounts + "\n", memberships + "\n"));

    [Theory]
    [InlineData("", "0::/a")]
    [InlineData("30 23 0:26 / /sys/fs/cgroup rw - cgroup2 cgroup2 rw", "")]
    [InlineData("30 23 0:26 / /sys/fs/cgroup rw - cgroup2 cgroup2 rw", "4:memory:/c")]
    [InlineData("31 30 0:27 / /sys/fs/cgroup/memory rw - cgroup cgroup2 rw", "0::/a")]
    [InlineData("30 23 0:26 /docker/1 /sys/fs/cgroup ro - cgroup2 cgroup2 rw", "0::/docker/12")]
    [InlineData("30 23 0:26 / /sys/fs/cgroup rw - cgroup2 cgroup2 rw", "0::/../outside")]
    public void Locate_NotShown_GivesNothing(string mounts, string memberships) =>
        Assert.Null(ControlGroupPath.Locate(mounts + "\n", memberships + "\n"));
}

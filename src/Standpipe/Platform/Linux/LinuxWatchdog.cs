namespace Standpipe.Platform.Linux;

/// <summary>The watchdog's script, in what POSIX asks of every sh.</summary>
internal static class LinuxWatchdog
{
    /// <summary>Cares for what it is told of, until its input ends.</summary>
    /// <remarks>
    /// A process is known by its number and the time of its start (the 22nd field of /proc/PID/stat), so that a number that was given anew is no cause to kill a
    /// stranger. A group may have lost its leader already; its number is nobody else's as long as it has a member. All are stopped before any is killed: so none can start another meanwhile, and nobody's children lose their parent before they are found.
    /// <para>Its argument is the directory of a control group, or empty. Who is killed takes a moment to be gone, and only then can the directory be removed.</para>
    /// </remarks>
    internal const string Script = """
        trap '' HUP INT QUIT TERM
        look() {
          line=
          read -r line < "/proc/$1/stat" || return 1
          set -- ${line##*) }
          parent=$2 start=${20}
        }
        remove() {
          for below in "$1"/*/; do
            [ ! -d "$below" ] || remove "${below%/}"
          done
          rmdir "$1"
        }
        group=$1
        list=
        while read -r what id; do
          kept=
          for each in $list; do
            [ "${each%:*}" = "$id" ] || kept="$kept $each"
          done
          list=$kept
          [ "$what" = + ] || continue
          if look "${id#-}"; then
            list="$list $id:$start"
          else
            case $id in -*) list="$list $id:" ;; esac
          fi
        done
        seen=' '
        for each in $list; do
          id=${each%:*} pid=${id#-}
          if look "$pid"; then
            [ "$start" = "${each#*:}" ] || continue
            seen="$seen$pid "
          fi
          kill -s STOP -- "$id"
        done
        more=1
        while [ -n "$more" ]; do
          more=
          for directory in /proc/[0-9]*; do
            pid=${directory#/proc/}
            look "$pid" || continue
            case $seen in *" $pid "*) continue ;; esac
            case $seen in *" $parent "*) seen="$seen$pid " more=1; kill -s STOP "$pid" ;; esac
          done
        done
        for each in $list; do
          id=${each%:*}
          case $id in
            -*) ! look "${id#-}" || [ "$start" = "${each#*:}" ] && kill -s KILL -- "$id" ;;
          esac
        done
        [ -z "$group" ] || echo 1 > "$group/cgroup.kill"
        for pid in $seen; do
          kill -s KILL "$pid"
        done
        tries=0
        while [ -d "$group" ] && [ $tries -lt 50 ]; do
          [ $tries -lt 20 ] || sleep 1
          tries=$((tries + 1))
          remove "$group"
        done
        """;
}

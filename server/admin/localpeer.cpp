// SPDX-License-Identifier: GPL-3.0-or-later
#include "admin/localpeer.h"

#include <QFile>

#include <algorithm>
#include <grp.h>
#include <pwd.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>
#include <vector>

namespace parlance::admin {

using namespace Qt::StringLiterals;

namespace {

struct Credentials
{
    uid_t uid;
    gid_t gid;
};

std::optional<Credentials> credentialsOf(int descriptor)
{
#ifdef SO_PEERCRED
    struct ucred found = {};
    socklen_t size = sizeof found;
    if (::getsockopt(descriptor, SOL_SOCKET, SO_PEERCRED, &found, &size) != 0)
        return std::nullopt;
    return Credentials{found.uid, found.gid};
#else
    Credentials found = {};
    if (::getpeereid(descriptor, &found.uid, &found.gid) != 0)
        return std::nullopt;
    return found;
#endif
}

// Of the machine's own accounts: a look-up in a directory service could wait for a network, and all
// clients with it.
QString userName(uid_t uid)
{
    constexpr qint64 longestFile = 1024 * 1024;
    QFile file(u"/etc/passwd"_s);
    if (uid == 0 || !file.open(QIODevice::ReadOnly))
        return uid == 0 ? u"root"_s : QString::number(uid);
    for (const QByteArray &line : file.read(longestFile).split('\n')) {
        const QList<QByteArray> fields = line.split(':');
        if (fields.size() > 2 && fields[2] == QByteArray::number(uid))
            return QString::fromLocal8Bit(fields[0]);
    }
    return QString::number(uid);
}

std::vector<gid_t> groupsOf([[maybe_unused]] int descriptor, [[maybe_unused]] uid_t uid)
{
    std::vector<gid_t> groups(64);
#ifdef SO_PEERGROUPS
    auto size = socklen_t(groups.size() * sizeof(gid_t));
    if (::getsockopt(descriptor, SOL_SOCKET, SO_PEERGROUPS, groups.data(), &size) != 0) {
        // ERANGE: `size` is what is needed.
        groups.resize(size / sizeof(gid_t));
        if (::getsockopt(descriptor, SOL_SOCKET, SO_PEERGROUPS, groups.data(), &size) != 0)
            return {};
    }
    groups.resize(size / sizeof(gid_t));
#else
    // Only the directory knows.
    const struct passwd *account = ::getpwuid(uid);
    int count = int(groups.size());
    if (!account || ::getgrouplist(account->pw_name, account->pw_gid, groups.data(), &count) < 0)
        return {};
    groups.resize(size_t(count));
#endif
    return groups;
}

} // namespace

QString LocalPeer::name() const
{
    return u"local:%1(%2)"_s.arg(user).arg(uid);
}

Result<LocalPeer> findLocalPeer(qintptr descriptor, const QString &path)
{
    const auto credentials = credentialsOf(int(descriptor));
    struct stat file = {};
    if (!credentials || ::stat(QFile::encodeName(path).constData(), &file) != 0)
        return Error::of(ErrorCode::Internal, u"The peer's credentials cannot be read"_s);
    const auto [uid, primary] = *credentials;
    const auto isInGroup = [&, peer = uid, first = primary](gid_t group) {
        const auto groups = groupsOf(int(descriptor), peer);
        return first == group || std::find(groups.begin(), groups.end(), group) != groups.end();
    };
    const bool isShared = (file.st_mode & S_IWGRP) != 0;
    const bool isTrusted = uid == 0 || uid == ::geteuid() || (isShared && isInGroup(file.st_gid));
    if (!isTrusted)
        return Error::of(ErrorCode::Forbidden, u"This user may not use the socket"_s);
    return LocalPeer{uid, userName(uid)};
}

} // namespace parlance::admin

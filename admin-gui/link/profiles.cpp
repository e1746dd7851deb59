// SPDX-License-Identifier: GPL-3.0-or-later
#include "link/profiles.h"

#include <QDir>
#include <QFileInfo>
#include <QSettings>
#include <QStandardPaths>

#include <algorithm>

namespace parlance::gui {

using namespace Qt::StringLiterals;

namespace {

const QString serversGroup = u"servers"_s;
constexpr int maxRecent = 8;

bool comesBefore(const Profile &one, const Profile &other)
{
    if (one.name.isEmpty() != other.name.isEmpty())
        return other.name.isEmpty();
    return one.lastUsed > other.lastUsed;
}

} // namespace

QString Profile::key() const
{
    return target.isLocal() ? target.key() : username + u'@' + target.key();
}

QList<Profile> Profiles::all()
{
    QSettings settings;
    QList<Profile> profiles;
    const int count = settings.beginReadArray(serversGroup);
    for (int i = 0; i < count; ++i) {
        settings.setArrayIndex(i);
        const Profile profile{.name = settings.value("name"_L1).toString(),
                              .target = targetFrom(settings.value("target"_L1).toString()),
                              .username = settings.value("username"_L1).toString(),
                              .keepsPassword = settings.value("keepsPassword"_L1).toBool(),
                              .lastUsed = settings.value("lastUsed"_L1).toDateTime()};
        // Settings can be edited by hand.
        if (!profile.target.key().isEmpty())
            profiles.append(profile);
    }
    std::stable_sort(profiles.begin(), profiles.end(), comesBefore);
    return profiles;
}

void Profiles::save(const Profile &profile)
{
    QList<Profile> profiles = all();
    profiles.removeIf([&profile](const Profile &each) { return each.key() == profile.key(); });
    profiles.append(profile);
    std::stable_sort(profiles.begin(), profiles.end(), comesBefore);
    int recent = 0;
    profiles.removeIf(
        [&recent](const Profile &each) { return each.name.isEmpty() && ++recent > maxRecent; });
    write(profiles);
}

void Profiles::remove(const QString &key)
{
    QList<Profile> profiles = all();
    profiles.removeIf([&key](const Profile &each) { return each.key() == key; });
    write(profiles);
}

void Profiles::write(const QList<Profile> &profiles)
{
    QSettings settings;
    settings.remove(serversGroup);
    settings.beginWriteArray(serversGroup, int(profiles.size()));
    for (int i = 0; i < profiles.size(); ++i) {
        const Profile &each = profiles.at(i);
        settings.setArrayIndex(i);
        settings.setValue("name"_L1, each.name);
        settings.setValue("target"_L1, each.target.key());
        settings.setValue("username"_L1, each.username);
        settings.setValue("keepsPassword"_L1, each.keepsPassword);
        settings.setValue("lastUsed"_L1, each.lastUsed);
    }
    settings.endArray();
}

// As server/config.cpp and the documentation have it.
QStringList Profiles::localSockets()
{
    const QString data = QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation);
    QStringList places{qEnvironmentVariable("PARLANCE_ADMIN_SOCKET")};
    if (const QString chosen = qEnvironmentVariable("PARLANCE_DATA"); !chosen.isEmpty())
        places.append(QDir(chosen).absoluteFilePath(u"admin.sock"_s));
    places += {data + u"/parlance/admin.sock"_s,
               QStandardPaths::writableLocation(QStandardPaths::RuntimeLocation) +
                   u"/parlance/admin.sock"_s,
               u"/run/parlance/admin.sock"_s, u"/var/lib/parlance/admin.sock"_s};
    places.removeDuplicates();
    // A name in the file system that is no file, directory or link is a socket, or the like.
    places.removeIf([](const QString &path) {
        const QFileInfo info(path);
        return path.isEmpty() || !info.exists() || info.isFile() || info.isDir();
    });
    return places;
}

} // namespace parlance::gui
